import { parseReference, printReference, type Reference } from "../../../core/reference.ts";
import { RegistryError } from "../../../core/registryError.ts";
import { type Text, text } from "../../../core/text.ts";
import { pushCommands } from "../engineCommands.ts";
import type { PushDraft, PushPlan, PushPorts, PushSite } from "./draft.ts";

/** The image that a name with its tag is in the registry. Throws RegistryError `invalid-reference`. */
export function referenceInRegistry(host: string, name: string): Reference & { readonly tag: string } {
  // With the host, so that nothing of the name is taken for one.
  const { repository, tag = "latest", digest } = parseReference(`${hostIn(host)}${name}`);
  if (digest !== undefined) throw new RegistryError("invalid-reference", "a digest cannot be pushed to", { params: { problem: "digest" } });
  return { host, repository, tag };
}

function hostIn(host: string): string {
  return printReference({ host, repository: "" });
}

/** Why no image can be pushed by that name. */
export function pushNameIssue(name: string, { context, guide }: PushSite): Text | undefined {
  try {
    const { repository } = referenceInRegistry(context.host, name);
    return guide?.check?.(repository, context);
  } catch (error) {
    if (!RegistryError.is(error, "invalid-reference")) throw error;
    return (
      problems.get(String(error.params["problem"])) ??
      text("This is not an image's name: lower-case words with slashes between them, and a tag, as in team/app:1.0.")
    );
  }
}

const problems: ReadonlyMap<string, Text> = new Map([
  ["tag", text("A tag has up to 128 letters, digits, “_”, “.” and “-”, and does not begin with “.” or “-”.")],
  ["digest", text("An image is pushed to a tag, not to a digest.")],
  ["length", text("The image's name with the registry has at most 255 characters.")],
]);

/** The local image's own name, below what was asked for, or the row's. */
export function nameFor({ local, prefix, repository }: PushDraft): string {
  const { name, tag } = lastOf(local);
  const path = repository ?? [prefix ?? "", name].filter((part) => part !== "").join("/");
  return `${path}:${tag}`;
}

/** Of an ID there is no name. */
function lastOf(local: string): { readonly name: string; readonly tag: string } {
  try {
    const { repository, tag = "latest" } = parseReference(local);
    const name = repository.split("/").at(-1) ?? "";
    return /^[a-f0-9]{12,64}$/.test(local) ? { name: "", tag } : { name, tag };
  } catch {
    return { name: "", tag: "latest" };
  }
}

/** What would run, and what is to be said before. Rejects as `pushCommands` does. */
export async function planPush(draft: PushDraft, ports: PushPorts): Promise<PushPlan> {
  const { site, engine, local, name, prefix } = draft;
  if (site === undefined) throw new Error("the registry was not looked at");
  const { context, guide } = site;
  const reference = referenceInRegistry(context.host, name);
  const planned = await pushCommands(local, reference, engine, ports);
  const target = { host: context.host, repository: reference.repository, prefix, username: context.username };
  const appears = guide?.appears(target);
  const about = [
    ...(appears === undefined ? [] : [appears.text]),
    guide === undefined ? text("Who can pull it is up to the registry's settings.") : guide.visibility(context.host),
    ...(guide?.notes?.(target, context) ?? []),
  ];
  return {
    ...planned,
    notes: [...about, ...planned.notes],
    host: context.host,
    repository: reference.repository,
    tag: reference.tag,
    appears,
  };
}
