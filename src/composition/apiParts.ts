import { isAbort } from "../core/errors.ts";
import { parseReference } from "../core/reference.ts";
import { registryLabel } from "../platform/settings.ts";
import type { Browsing } from "../services/browse/browsing.ts";
import { firstNames } from "../services/browse/firstNames.ts";
import { printTarget } from "../services/remembered/imageTarget.ts";
import { displayOf } from "../services/remembered/rememberedLogins.ts";
import { errorLine } from "../ui/sentences/errorSentence.ts";
import type { ApiRegistry } from "./apiTypes.ts";
import type { Foundation } from "./foundation.ts";
import { usesLogin } from "../services/browse/knownRegistries.ts";

export async function listRegistries({ known }: Pick<Foundation, "known">): Promise<readonly ApiRegistry[]> {
  return (await known.all()).map((registry) => {
    const { host } = registry;
    const { name } = registryLabel(host);
    const isAnonymous = !usesLogin(registry);
    return name === undefined ? { host, isAnonymous } : { host, name, isAnonymous };
  });
}

/** Only registries of the tree are asked: another extension is not to send this one anywhere. */
export async function listTags(
  { known }: Pick<Foundation, "known">,
  browsing: Browsing,
  host: unknown,
  repository: unknown,
  signal: unknown,
): Promise<readonly string[]> {
  if (typeof host !== "string" || typeof repository !== "string") throw new TypeError("tags(host, repository) takes two strings.");
  const registry = await known.find(displayOf(host));
  if (registry === undefined) throw new Error(`${host} is not among the registries of the tree.`);
  const name = parseReference(printTarget({ host: registry.host, repository })).repository;
  const either = signal instanceof AbortSignal ? signal : new AbortController().signal;
  try {
    return await firstNames(browsing.tags(registry.host, name), mostTags, either);
  } catch (error) {
    if (isAbort(error)) throw error;
    throw new Error(errorLine(error), { cause: error });
  }
}

const mostTags = 10_000;
