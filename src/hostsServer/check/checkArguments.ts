import { parseArgs } from "node:util";
import { severities, severityOrder, type FindingSettings, type Severity } from "../../hosts/findings.ts";
import { containerdVersions, defaultVersion, parseVersion, type ContainerdVersion } from "../../hosts/versions.ts";
import { type FormatName, formatNames } from "./formats.ts";

export interface CheckArguments {
  /** Files, directories, or `-`. */
  readonly paths: readonly string[];
  /** What stands for the path of standard input. */
  readonly stdinName: string;
  readonly format: FormatName;
  readonly version: ContainerdVersion;
  /** The least severe finding for which the check fails. */
  readonly failOn: Severity;
  readonly settings: FindingSettings;
}

export const usage = `Usage: hostsServer.js --check [OPTION…] FILE…
       hostsServer.js --stdio

Says what containerd makes of hosts.toml files: one line for each finding. A directory stands for the files named
hosts.toml below it, with those in a certs.d that are named host.toml or hosts.yaml, and - for standard input. With
--stdio it is a language server.

  --containerd VERSION   the containerd that will read them: ${containerdVersions.join(", ")} (default: ${defaultVersion})
  --format FORMAT        ${formatNames.join(", ")} (default: text)
  --fail-on SEVERITY     the least severe finding that fails the check: ${severityOrder.join(", ")} (default: warning)
  --severity CODE=LEVEL  another severity for a finding, or off; may be repeated
  --stdin-name PATH      the path that standard input is checked as (default: hosts.toml)
  --help                 this text

Exit code: 0 when nothing is found that fails the check, 1 when something is, 2 when the check could not be made.
`;

/** The arguments behind `node hostsServer.js`; a sentence where they cannot be understood, `help` where that is asked for. */
export function readCheckArguments(args: readonly string[]): CheckArguments | { readonly wrong: string } | "help" {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        check: { type: "boolean" },
        containerd: { type: "string", default: defaultVersion },
        format: { type: "string", default: "text" },
        "fail-on": { type: "string", default: "warning" },
        severity: { type: "string", multiple: true, default: [] },
        "stdin-name": { type: "string", default: "hosts.toml" },
        help: { type: "boolean", short: "h" },
      },
    });
    if (values.help === true) return "help";
    if (values.check !== true) throw new TypeError("Choose --check or --stdio.");
    if (positionals.length === 0) throw new TypeError("Name the files to check.");
    return {
      paths: positionals,
      stdinName: values["stdin-name"],
      format: oneOf("--format", values.format, formatNames),
      version: parseVersion(values.containerd) ?? unknown("--containerd", values.containerd, containerdVersions),
      failOn: oneOf("--fail-on", values["fail-on"], severityOrder),
      settings: Object.fromEntries(values.severity.map(readSeverity)),
    };
  } catch (error) {
    // parseArgs's errors and those above are TypeErrors whose message is for people.
    if (error instanceof TypeError) return { wrong: error.message };
    throw error;
  }
}

function readSeverity(text: string): readonly [code: string, severity: Severity | "off"] {
  const [code = "", severity = ""] = text.split("=");
  if (!Object.hasOwn(severities, code)) unknown("--severity", text, ["CODE=LEVEL with a code of docs/hosts-toml.md"]);
  return [code, oneOf("--severity", severity, [...severityOrder, "off"] as const)];
}

function oneOf<Choice extends string>(option: string, value: string, choices: readonly Choice[]): Choice {
  return choices.find((choice) => choice === value) ?? unknown(option, value, choices);
}

function unknown(option: string, value: string, choices: readonly string[]): never {
  throw new TypeError(`${option} takes ${choices.join(", ")}, not "${value}".`);
}
