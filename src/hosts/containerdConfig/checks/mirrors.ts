import type { ConfigEntry } from "./entries.ts";
import type { Span } from "../../syntax/document.ts";
import { isAtLeast } from "../../versions.ts";
import { isRead } from "../criTables.ts";
import { type ConfigContext, spanOfEntry } from "./context.ts";
import { isOfRegistry, pathEntries } from "./pathEntries.ts";

const olderKeys = ["mirrors", "configs", "auths"] as const;
type OlderKey = (typeof olderKeys)[number];

/** Settings of registries in config.toml itself, from before there were hosts.toml files. */
export function checkOlderSettings(context: ConfigContext): void {
  const conflict = checkConflict(context);
  for (const key of olderKeys) {
    const first = firstOf(context, key);
    if (first === undefined || conflict === `registry.${key}`) continue;
    context.report("config-deprecated", placeOf(first), `${deprecated(context, key)}: registry.${key} is deprecated. ${wayOut[key]}`, {
      canConvert: true,
    });
  }
  for (const entry of context.entries) checkSecret(context, entry);
}

/** The first entry of a filled table, in a table that is read. */
function firstOf({ entries, versions }: ConfigContext, key: OlderKey): ConfigEntry | undefined {
  return entries.find(
    (each) => isOfRegistry(each) && each.path[3]?.name === key && hasRegistry(each) && isRead(each.path[1]?.name ?? "", versions),
  );
}

/** Each key below stands for a registry, and has a table. */
function hasRegistry({ path, value }: ConfigEntry): boolean {
  return path.length > 5 || (path.length === 5 && (value === undefined || value.kind === "table"));
}

function placeOf(entry: ConfigEntry): Span {
  const { header } = entry.table;
  return header !== undefined && header.key.length > 3 ? header : (entry.path[3] ?? spanOfEntry(entry));
}

const wayOut: Readonly<Record<OlderKey, string>> = {
  mirrors: "hosts.toml files take its place.",
  configs: "hosts.toml files take the place of its certificates, and Kubernetes' pull secrets that of its logins.",
  auths: "Kubernetes' pull secrets take its place.",
};

function deprecated({ reading, version }: ConfigContext, key: OlderKey): string {
  if (key === "mirrors" && reading.kind === "mirrors") return "Kubernetes uses these mirrors, and reads no hosts.toml file";
  return isAtLeast(version, "2.1") && key !== "mirrors"
    ? "containerd pulls without its transfer service for this"
    : "A later containerd will not read this";
}

/** Says what may not stand beside `config_path`, and answers it where it is said in this file. */
function checkConflict(context: ConfigContext): string | undefined {
  const { reading, report } = context;
  if (reading.kind !== "conflict") return undefined;
  const written = pathEntries(context).find(({ path, value }) => value.value !== "" && isRead(path[1]?.name ?? "", context.versions));
  const other = firstOf(context, reading.with === "registry.mirrors" ? "mirrors" : "configs");
  const at = other === undefined ? written?.value : placeOf(other);
  if (at === undefined) return undefined;
  const related =
    other !== undefined && written !== undefined ? { related: [{ ...spanOf(written.value), message: "config_path is set here" }] } : {};
  const message = `${reading.with} and config_path exclude each other. Keep config_path, and carry over the other as hosts.toml files.`;
  report("config-path-conflict", at, `containerd does not load its CRI plugin, and Kubernetes can pull nothing: ${message}`, {
    ...related,
    canConvert: other !== undefined,
  });
  return other === undefined ? undefined : reading.with;
}

function spanOf({ start, end }: Span): Span {
  return { start, end };
}

const secretKeys: ReadonlySet<string> = new Set(["auth", "password", "identitytoken", "identity_token"]);

/** Logins in clear text; what they are is never said. */
function checkSecret({ report }: ConfigContext, entry: ConfigEntry): void {
  const { path, value } = entry;
  const key = path.at(-1);
  if (key === undefined || !secretKeys.has(key.name) || value?.kind !== "string" || value.value === "" || !isOfRegistry(entry)) return;
  const isLogin = (path[3]?.name === "configs" && path.at(-2)?.name === "auth") || path[3]?.name === "auths";
  if (!isLogin) return;
  const at = { start: key.start, end: value.end };
  report("config-secret", at, "Whoever can read this file has the secret: logins belong in pull secrets of Kubernetes (imagePullSecrets).");
}
