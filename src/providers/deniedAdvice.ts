import type { Text } from "../core/text.ts";
import { deniedAtGhcr, ghcrHosts } from "./ghcr/refusal.ts";
import { hostnameOf } from "./shared/hostname.ts";

/** Apart from the catalog, which loads with the first login: the tree says these from the start. */
const advice: readonly { readonly hosts: RegExp; readonly text: Text }[] = [{ hosts: ghcrHosts, text: deniedAtGhcr }];

/** What may stand behind a registry's “denied” for an account that it knows; undefined where nothing particular is known. */
export function deniedAdvice(host: string): Text | undefined {
  return advice.find(({ hosts }) => hosts.test(hostnameOf(host)))?.text;
}
