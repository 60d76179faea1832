import { type Edit, renameHost, replace, writeKey } from "../../syntax/edits.ts";
import type { HostsModel } from "../../resolve/model.ts";
import type { Finding } from "../../findings.ts";
import type { FixMaker, FixTable } from "./context.ts";
import { valueAtOffset } from "./context.ts";
import { removeEntry } from "./urlFixes.ts";

/** Writes the URL of `server`, or of a host, that was meant. */
const writeMeantUrl: FixMaker = (finding, model) => {
  const meant = finding.data?.["meant"];
  const edits = meant === undefined ? undefined : urlEdits(finding, model, meant);
  if (meant === undefined || edits === undefined || edits.length === 0) return undefined;
  // A user and a password are not for a menu.
  return { title: meant.includes("@") ? "Write the URL that was meant" : `Change to ${meant}`, edits };
};

function urlEdits({ start }: Finding, model: HostsModel, meant: string): readonly Edit[] | undefined {
  const server = serverValue(model);
  if (server?.start === start) return [replace(server, writeKey(meant, server.form === "'" ? "'" : '"'))];
  const key = model.order.find((part) => part.start === start);
  return key === undefined || model.hosts.has(meant) ? undefined : renameHost(model, key.name, meant);
}

function serverValue(model: HostsModel) {
  const server = model.root.settings.get("server")?.value;
  return server?.kind === "string" ? server : undefined;
}

const writeMeantPath: FixMaker = (finding, model) => {
  const meant = finding.data?.["meant"];
  const value = valueAtOffset(model, finding.start);
  if (meant === undefined || value?.kind !== "string") return undefined;
  return { title: `Change to ${meant}`, edits: [replace(value, writeKey(meant, value.form === "'" ? "'" : '"'))] };
};

/** Leaves each registry to itself. */
const removeServer: FixMaker = (finding, model) => {
  const entry = model.root.settings.get("server")?.assignment.entry;
  return entry === undefined || serverValue(model)?.start !== finding.start
    ? undefined
    : removeEntry({ ...finding, start: entry.start, end: entry.end }, model);
};

export const mistakeFixes: FixTable = {
  "docker-hub-address": writeMeantUrl,
  "misspelled-url": writeMeantUrl,
  "override-path-without-v2": writeMeantUrl,
  "http-and-https": writeMeantUrl,
  "unexpanded-path": writeMeantPath,
  "default-with-server": removeServer,
  "wildcard-host": removeServer,
};
