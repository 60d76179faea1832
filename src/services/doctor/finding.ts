import type { LoginFix } from "./fix.ts";
import type { ToldRights } from "./tellRights.ts";

/**
 * What can be found, what breaks a login before what is only good to know, and a cause before what comes of it. The parameters are
 * those that a sentence needs; they never hold a secret.
 */
const findingCodes = [
  /** error: why nerdctl refuses config.json, and nothing is written to it */
  "config-unusable",
  /** {variable, key}: it has a login for the registry, which docker and nerdctl take before that of config.json */
  "variable-first",
  /** {variable}; error */
  "variable-ignored",
  /** {variable}: it is set, and this window goes on without it */
  "variable-set-aside",
  /** {program, helper, by} */
  "helper-missing",
  /** {helper, by}; error */
  "helper-silent",
  /** {helper, by}; error */
  "helper-failing",
  /** {key, path}: docker and nerdctl never look there; {other} where they have another login */
  "hub-key-dead",
  /** {at, username}; at in ISO 8601 */
  "login-expired",
  /** {path, helper?}: the other side of WSL has a login, and this side has none */
  "login-on-other-side",
  "login-passed-over",
  /** {minutes, direction: "ahead" | "behind"}: this machine's clock beside the registry's */
  "clock-skew",
  /** {proxy}; error */
  "proxy-fails",
  /** error */
  "unreachable",
  /** {username, place}; error */
  "login-refused",
  /** {remote?}; error where the registry does not let everybody in */
  "no-login",
  /** {path}: podman fails before it asks a registry */
  "podman-file-missing",
  /** {path, key, isRefused, tools}: podman's own file has another login than docker's; the tools with a space between */
  "podman-other-login",
  /** {helper, isHub}: podman does not look into `credsStore` */
  "podman-blind",
  /** {tool, place}: it has another login */
  "tool-other-login",
  /** {tool}: it finds none; error where there is a reason */
  "tool-blind",
  /** {path}: the config.json of Docker's snap */
  "docker-snap",
  /** {used, shadowed, client} */
  "directory-shadowed",
  /** {rootless, rootful} */
  "directories-differ",
  "loopback-rootless",
  /** {version} */
  "nerdctl-ignores-hosts",
  /** {version} */
  "nerdctl-prompts-twice",
  /** {configDirectory} */
  "rootful-only",
  /** {check}; error */
  "check-failed",
  /** {check, seconds} */
  "check-hangs",
  "kubernetes-apart",
  /** {proxy} */
  "proxy-in-between",
  /** {username, place, until?, isProven} */
  "login-accepted",
  /** {directory} */
  "hosts-used",
  /** {directory, names}: Docker's kind of directory, without a hosts.toml */
  "certificates-used",
  /** The same, of docker alone */
  "docker-certificates",
] as const;

export type LoginFindingCode = (typeof findingCodes)[number];

/** `error` breaks the login, `warning` breaks it for some tool, `hint` may, `good` is as it should be. */
export type ReportSeverity = "error" | "warning" | "hint" | "good";

export interface LoginFinding {
  readonly code: LoginFindingCode;
  readonly severity: ReportSeverity;
  readonly params?: Readonly<Record<string, string>>;
  /** What the login may do. */
  readonly told?: ToldRights;
  /** What went wrong, for its own sentence. */
  readonly error?: Error;
  /** How many more of its kind are not shown. */
  readonly left?: number;
  /** What can be done about it, the best first. */
  readonly fixes?: readonly LoginFix[];
}

const bySeverity: readonly ReportSeverity[] = ["error", "warning", "hint", "good"];

/** What makes a login fail, or that it does: then a cause that only some tool would notice is to blame. */
const failures: ReadonlySet<LoginFindingCode> = new Set(["login-refused", "no-login", "unreachable"]);
const causes: ReadonlySet<LoginFindingCode> = new Set([
  "variable-first",
  "hub-key-dead",
  "login-expired",
  "clock-skew",
  "login-passed-over",
]);

/** The findings, what breaks the login first. */
export function sortFindings(findings: readonly LoginFinding[]): readonly LoginFinding[] {
  const fails = findings.some(({ code, severity }) => severity === "error" && failures.has(code));
  const judged = findings.map((each): LoginFinding => (fails && causes.has(each.code) ? { ...each, severity: "error" } : each));
  const rank = ({ code, severity }: LoginFinding): number =>
    bySeverity.indexOf(severity) * findingCodes.length + findingCodes.indexOf(code);
  return judged.toSorted((a, b) => rank(a) - rank(b));
}

/** A file may have a thousand entries that nobody can read. */
const mostOfAKind = 20;

/** The first of each kind; the last of them has how many more there are. */
export function boundFindings(findings: readonly LoginFinding[]): readonly LoginFinding[] {
  const counts = new Map<LoginFindingCode, number>();
  for (const { code } of findings) counts.set(code, (counts.get(code) ?? 0) + 1);
  const shown = new Map<LoginFindingCode, number>();
  return findings.flatMap((finding) => {
    const { code } = finding;
    const index = (shown.get(code) ?? 0) + 1;
    shown.set(code, index);
    if (index > mostOfAKind) return [];
    const left = (counts.get(code) ?? 0) - mostOfAKind;
    return index === mostOfAKind && left > 0 ? [{ ...finding, left }] : [finding];
  });
}
