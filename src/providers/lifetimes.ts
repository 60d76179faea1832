import { acrTokenUser as azureUser } from "./acr/tokenUser.ts";
import { acrHosts } from "./acr/refusal.ts";
import { ecrHosts } from "./ecr/refusal.ts";
import { garHosts } from "./gar/refusal.ts";
import { gcrHosts } from "./gcr/gcrHosts.ts";
import { hostnameOf } from "./shared/hostname.ts";
import { googleTokenUser as googleUser } from "./shared/google/gcloud.ts";

const hour = 3_600_000;

/** Secrets that live for a known time, by their registries and user names. Source: the providers' pages on authentication. */
const lifetimes: readonly (readonly [hosts: RegExp, username: string, hours: number])[] = [
  [ecrHosts, "AWS", 12],
  [acrHosts, azureUser, 3],
  [garHosts, googleUser, 1],
  [gcrHosts, googleUser, 1],
];

/** How long such a secret is good from the moment it was made, in milliseconds; undefined where that is not known. */
export function lifetimeOf(host: string, username: string): number | undefined {
  const name = hostnameOf(host);
  const found = lifetimes.find(([hosts, user]) => user === username && hosts.test(name));
  return found === undefined ? undefined : found[2] * hour;
}
