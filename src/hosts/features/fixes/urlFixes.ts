import type { Finding } from "../../findings.ts";
import type { HostsModel } from "../../resolve/model.ts";
import { isHostWord } from "../../syntax/keyMeaning.ts";
import type { Fix, FixMaker, FixTable } from "./context.ts";
import { type Edit, insert, lineEnd, lineInSection, removal, renameHost, replace, writeKey } from "../../syntax/edits.ts";

/** A fix that writes the URL of a host or of `server` anew; `change` returns undefined where it cannot help. */
function rewrite(title: string, change: (name: string) => string | undefined): FixMaker {
  return (finding, model) => {
    const name = urlAt(finding, model);
    const changed = name === undefined ? undefined : change(name);
    if (name === undefined || changed === undefined || changed === name) return undefined;
    const edits = editsFor(finding, model, name, changed);
    return edits === undefined ? undefined : { title, edits };
  };
}

/** The URL that a finding is about: that of `server`, or the key of a host. */
function urlAt(finding: Finding, model: HostsModel): string | undefined {
  const server = model.root.settings.get("server")?.value;
  if (server?.kind === "string" && server.start === finding.start) return server.value;
  return model.order.find((part) => part.start === finding.start)?.name;
}

function editsFor(finding: Finding, model: HostsModel, name: string, changed: string): readonly Edit[] | undefined {
  const server = model.root.settings.get("server")?.value;
  if (server?.kind === "string" && server.start === finding.start) {
    return [replace(server, writeKey(changed, server.form === "'" ? "'" : '"'))];
  }
  return model.hosts.has(changed) || isDoubtful(model, name) ? undefined : renameHost(model, name, changed);
}

/** Whether the name is a field in the wrong place, `[host]` with `ca = "x"` below it, or a piece of `[host.m.example.com]`. */
function isDoubtful({ assignments }: HostsModel, name: string): boolean {
  return assignments.some(({ path, meaning, value }) => {
    if (!isHostWord(path[0]) || path[1]?.name !== name) return false;
    return (
      (meaning.kind === "host" && value !== undefined && value.kind !== "table") || (meaning.kind === "unknown" && value === undefined)
    );
  });
}

const lowerScheme = rewrite("Write the scheme in lower case", (name) => {
  const scheme = /^https?(?=:\/\/)/i.exec(name)?.[0];
  return scheme === undefined ? undefined : scheme.toLowerCase() + name.slice(scheme.length);
});

const addSlashes = rewrite("Add the missing slashes", (name) => {
  const [, scheme, rest] = /^(https?):\/?([^/].*)$/.exec(name) ?? [];
  return scheme === undefined || rest === undefined ? undefined : `${scheme}://${rest}`;
});

const trimUrl = rewrite("Remove the spaces round it", (name) => name.trim());

const dropParts = rewrite("Remove what containerd drops", (name) =>
  name.replace(/[?#].*$/s, "").replace(/^((?:[^:/?#]*:)?\/\/|)[^/?#]*@/, "$1"),
);

const addOverride: FixMaker = (finding, model) => {
  const name = urlAt(finding, model);
  const server = model.root.settings.get("server")?.value;
  const section = server !== undefined && server.start === finding.start ? model.root : model.hosts.get(name ?? "");
  const newLine = section === undefined ? undefined : lineInSection(model, section);
  if (newLine === undefined || section?.settings.has("override_path") === true) return undefined;
  const line = `${newLine.before}${newLine.indent}override_path = true${lineEnd(model.document.text)}`;
  return { title: "Add override_path = true", edits: [insert(newLine.at, line)] };
};

/** Removes the entry that the finding covers. */
export const removeEntry: FixMaker = (finding, model): Fix | undefined => {
  const entry = model.assignments.find((each) => each.entry?.start === finding.start && !each.inline)?.entry;
  if (entry === undefined) return undefined;
  return {
    title: `Remove \`${entry.key.map((part) => part.name).join(".")}\``,
    edits: [removal(model.document.text, entry)],
  };
};

/** A registry that is meant to speak plain HTTP has no certificate to verify. */
const dropSkipVerify: FixMaker = (finding, model) => {
  const name = urlAt(finding, model);
  const isServer = model.root.settings.get("server")?.value?.start === finding.start;
  const section = isServer ? model.root : model.hosts.get(name ?? "");
  const entry = section?.settings.get("skip_verify")?.assignment.entry;
  return entry === undefined ? undefined : removeEntry({ ...finding, start: entry.start, end: entry.end }, model);
};

export const urlFixes: FixTable = {
  "missing-scheme": rewrite("Add https://", (name) => `https://${name}`),
  "scheme-lookalike": rewrite("Add https://", (name) => `https://${name}`),
  "invalid-url": [addSlashes, trimUrl],
  "unsupported-scheme": lowerScheme,
  "url-parts-dropped": dropParts,
  "http-with-tls": [
    dropSkipVerify,
    rewrite("Change to https://", (name) => (name.startsWith("http://") ? `https://${name.slice("http://".length)}` : undefined)),
  ],
  "appended-v2": addOverride,
  "override-path-without-path": removeEntry,
};
