import { text } from "../../core/text.ts";
import type { Obtained } from "../loginMethod.ts";
import type { MethodContext } from "../methodContext.ts";
import { hostnameOf } from "../../core/referenceHost.ts";
import type { AwsKeys } from "./awsKeys.ts";
import { reasonOf } from "./awsReasons.ts";
import { apiOfHost, isPublicHost, parseEcrHost, regionOfHost } from "./hosts.ts";

/** Exchanges keys for the registry's password, which is good for 12 hours. The keys are signed with, and sent to nobody. */
export async function passwordByKeys(
  keys: (region: string) => Promise<AwsKeys>,
  profile: string | undefined,
  { host, sendSigned }: MethodContext,
  signal: AbortSignal,
): Promise<Obtained> {
  const name = hostnameOf(host);
  const region = regionOfHost(name);
  const endpoint = apiOfHost(name);
  if (region === undefined || endpoint === undefined)
    return { kind: "refused", reason: text("The region cannot be read from {0}: use another way to log in.", host) };
  try {
    const { authorizationOf } = await import("./sdk.ts");
    const authorization = await authorizationOf(await keys(region), { region, endpoint, sendSigned, signal }, isPublicHost(name));
    if (authorization === undefined) return { kind: "refused", reason: text("Amazon's answer has no password.") };
    const { password, expiresAt, registry } = authorization;
    return {
      kind: "credential",
      credential: { kind: "basic", username: "AWS", password },
      ...(expiresAt === undefined ? {} : { expiresAt }),
      ...ifRefused(name, registry),
    };
  } catch (error) {
    const reason = reasonOf(error, { profile, region });
    if (reason === undefined) throw error;
    return { kind: "refused", reason };
  }
}

/** Keys of another account may be let in, so that only a refusal makes that worth a word. */
function ifRefused(hostname: string, registry: string | undefined): Pick<Obtained & { readonly kind: "credential" }, "ifRefused"> {
  const wanted = parseEcrHost(hostname)?.account;
  const own = parseEcrHost(registry ?? "")?.account;
  if (wanted === undefined || own === undefined || own === wanted) return {};
  return {
    ifRefused: text("These keys are of the account {0}; the registry is of the account {1}, which may not let them in.", own, wanted),
  };
}
