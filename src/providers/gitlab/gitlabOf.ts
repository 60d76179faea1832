import { hostnameOf } from "../../core/referenceHost.ts";
import { gitlabHosts } from "./hosts.ts";

/**
 * The GitLab that a registry belongs to, with its path where GitLab is not at the root: the place of `/jwt/auth`. Undefined where the
 * registry does not tell: then no other GitLab may get its pages, let alone its tokens.
 */
export function gitlabOf(host: string, realm: URL | undefined): URL | undefined {
  if (gitlabHosts.test(hostnameOf(host))) return new URL("https://gitlab.com/");
  if (realm?.pathname.endsWith("/jwt/auth") !== true) return undefined;
  const gitlab = new URL(realm.origin);
  // Assigned, not resolved: a path that begins with two slashes would be another host.
  gitlab.pathname = realm.pathname.replace(/jwt\/auth$/, "");
  return gitlab;
}
