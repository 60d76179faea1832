import type { Text } from "../core/text.ts";
import { acrRefusals } from "./acr/refusal.ts";
import { ecrRefusals } from "./ecr/refusal.ts";
import { garRefusals } from "./gar/refusal.ts";
import { ghcrRefusals } from "./ghcr/refusal.ts";
import { gitlabRefusals } from "./gitlab/refusal.ts";
import { jfrogRefusals } from "./jfrog/refusal.ts";
import { hostnameOf } from "./shared/hostname.ts";
import type { RefusalNote } from "./shared/refusalNote.ts";

/** Apart from the catalog, which loads with the first login: the tree says these from the start. */
const notes: readonly RefusalNote[] = [
  ...acrRefusals,
  ...ecrRefusals,
  ...garRefusals,
  ...ghcrRefusals,
  ...gitlabRefusals,
  ...jfrogRefusals,
];

/** Software that is recognised by its answers, wherever it runs. */
const products: Readonly<Record<string, readonly RefusalNote[]>> = { artifactory: jfrogRefusals };

/**
 * What the provider of a registry means by an HTTP status to an account's login, and the way out; undefined where nothing particular is
 * known.
 */
export function refusalAdvice(host: string, status: number | undefined, product?: string): Text | undefined {
  const name = hostnameOf(host);
  const own = product === undefined ? [] : (products[product] ?? []);
  const known = own.length > 0 ? own : notes.filter(({ hosts }) => hosts.test(name));
  return known.find(({ statuses }) => status !== undefined && statuses.includes(status))?.text;
}
