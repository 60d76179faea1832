import { parseReference } from "../../../core/reference.ts";
import { RegistryError } from "../../../core/registryError.ts";
import { type Text, text } from "../../../core/text.ts";
import { canonicalHost, registryOfPage } from "../../../providers/catalog.ts";
import { type RecognisedInput, recogniseInput, withoutSecret } from "../../../providers/recogniseInput.ts";
import type { LoginDraft } from "../draft.ts";

/** The repository of an image that was typed; undefined where the text is anything else. */
export function repositoryIn(typed: string, host: string): string | undefined {
  const image = typed.trim();
  if ((!image.includes("/") && image.includes(".")) || registryOfPage(image) !== undefined) return undefined;
  try {
    const reference = parseReference(image);
    return canonicalHost(reference.host) === host ? reference.repository : undefined;
  } catch (error) {
    if (error instanceof RegistryError) return undefined;
    throw error;
  }
}

/** Takes a command's secret out of the field, and keeps it for the masked one. */
export function absorb(pasted: string, draft: LoginDraft): string | undefined {
  const rest = withoutSecret(pasted);
  if (rest !== undefined) draft.pasted = recogniseInput(pasted);
  return rest;
}

/** What stands in a field, together with what was taken out of it. */
export function inputOf(typed: string, { pasted }: LoginDraft): RecognisedInput {
  const input = recogniseInput(typed);
  return pasted !== undefined && pasted.host === input.host ? { ...pasted, ...input } : input;
}

/** docker, nerdctl and the others compare keys of config.json letter by letter. */
export function hintAtCase(typed: string): Text | undefined {
  const { host } = recogniseInput(typed);
  return /[A-Z]/.test(host) ? text("Tools distinguish upper and lower case: images have to be written with {0}, too.", host) : undefined;
}
