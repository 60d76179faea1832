import { createHmac, randomBytes } from "node:crypto";
import { printAuthEntry } from "../../credentials/authEntry.ts";
import type { ConfigDocument } from "../../credentials/configDocument.ts";
import { type OverviewSources, overviewOf } from "../../credentials/configOverview.ts";
import { printJson } from "../../credentials/jsonText.ts";

/** What stands for the logins of each registry: the same for as long as nothing about them has changed. */
export interface LoginRevisions {
  /** By the registry's name, as it is shown. Nothing of a login can be told from it. */
  readonly ofRegistries: ReadonlyMap<string, string>;
  /** Those whose login a helper keeps: it may have become another one without a trace in the files. */
  readonly unseen: readonly string[];
  /** The helper that may have logins which no file names; "" for none. */
  readonly credsStore: string;
  /** False where a file could not be read. */
  readonly isRead: boolean;
}

/** Short secrets must not be found by trying: each run of the program has a key of its own. */
const salt = randomBytes(32);

/** May be interrupted. */
export function* revisionsOf(sources: OverviewSources): Generator<undefined, LoginRevisions> {
  // An entry that cannot be decoded is named by its problem; any other may have cost all that is in the file.
  const isRead = sources.document.problems.every(({ code }) => code === "config-invalid-entry");
  const { registries, credsStore } = yield* overviewOf(sources);
  const parts = new Map<string, string[]>();
  const unseen: string[] = [];
  for (const { host, keys, source, helper } of registries) {
    if (helper !== undefined) unseen.push(host);
    const document = documentOf(sources, source.kind, source.path);
    const entries = keys.map((key) => {
      const entry = document?.auths.get(key);
      return [key, entry === undefined ? "" : printJson(printAuthEntry(entry))];
    });
    const known = parts.get(host) ?? [];
    known.push(JSON.stringify([source.kind, source.path ?? "", helper ?? "", entries]));
    parts.set(host, known);
    yield;
  }
  const ofRegistries = new Map<string, string>();
  for (const [host, known] of parts) {
    ofRegistries.set(host, createHmac("sha256", salt).update(known.join("\n")).digest("hex"));
    yield;
  }
  return { ofRegistries, unseen, credsStore, isRead };
}

function documentOf(
  { document, environment, podmanFiles }: OverviewSources,
  kind: string,
  path: string | undefined,
): Pick<ConfigDocument, "auths"> | undefined {
  if (kind === "config") return document;
  return kind === "environment" ? environment : podmanFiles.find((file) => file.path === path)?.document;
}

/**
 * The registries whose login may have become another one between the two; undefined where that may be any. Whoever changes a login in a
 * helper writes the file anew: where that says whose login it was, it was no other's.
 */
export function changedRegistries(before: LoginRevisions, after: LoginRevisions): ReadonlySet<string> | undefined {
  if (!before.isRead || !after.isRead || before.credsStore !== after.credsStore) return undefined;
  const all = new Set([...before.ofRegistries.keys(), ...after.ofRegistries.keys()]);
  const changed = [...all].filter((host) => before.ofRegistries.get(host) !== after.ofRegistries.get(host));
  if (changed.length > 0) return new Set(changed);
  return after.credsStore === "" ? new Set([...before.unseen, ...after.unseen]) : undefined;
}
