import { text } from "../../core/text.ts";
import type { Obtained } from "../loginMethod.ts";
import type { MethodContext, MethodPorts } from "../methodContext.ts";
import { hostnameOf } from "../../core/referenceHost.ts";
import type { AwsFilePorts } from "./awsFiles.ts";
import type { AwsKeys } from "./awsKeys.ts";
import { reasonOf } from "./awsReasons.ts";
import { withCaBundle } from "./caBundle.ts";
import { apiOfHost, isPublicHost, parseEcrHost, regionOfHost } from "./hosts.ts";

/** Exchanges keys for the registry's password, which is good for 12 hours. The keys are signed with, and sent to nobody. */
export async function passwordByKeys(
  keys: (region: string) => Promise<AwsKeys>,
  profile: string | undefined,
  context: MethodContext,
  signal: AbortSignal,
): Promise<Obtained> {
  const { host } = context;
  const name = hostnameOf(host);
  const region = regionOfHost(name);
  const endpoint = apiOfHost(name);
  if (region === undefined || endpoint === undefined)
    return { kind: "refused", reason: text("The region cannot be read from {0}: use another way to log in.", host) };
  const { obtained, registry } = await exchangeKeys(keys, { region, endpoint, isPublic: isPublicHost(name), profile }, context, signal);
  return obtained.kind === "credential" ? { ...obtained, ...ifRefused(name, registry) } : obtained;
}

/** Where keys are exchanged, and whose they are. */
interface Exchange {
  readonly region: string;
  readonly endpoint: string;
  readonly isPublic: boolean;
  readonly profile: string | undefined;
}

/** The same, with the registry of the keys' own account. */
export async function exchangeKeys(
  keys: (region: string) => Promise<AwsKeys>,
  { region, endpoint, isPublic, profile }: Exchange,
  ports: AwsFilePorts & Pick<MethodPorts, "sendSigned">,
  signal: AbortSignal,
): Promise<{ readonly obtained: Obtained; readonly registry?: string | undefined }> {
  try {
    const { authorizationOf } = await import("./sdk.ts");
    const { sendSigned } = await withCaBundle(ports, profile);
    const authorization = await authorizationOf(await keys(region), { region, endpoint, sendSigned, signal }, isPublic);
    if (authorization === undefined) return { obtained: { kind: "refused", reason: text("Amazon's answer has no password.") } };
    const { password, expiresAt, registry } = authorization;
    const credential = { kind: "basic", username: "AWS", password } as const;
    const account = parseEcrHost(registry ?? "")?.account;
    return { obtained: { kind: "credential", credential, account, ...(expiresAt === undefined ? {} : { expiresAt }) }, registry };
  } catch (error) {
    const reason = reasonOf(error, { profile: profile === "" ? undefined : profile, region });
    if (reason === undefined) throw error;
    return { obtained: { kind: "refused", reason, cause: error } };
  }
}

/** Keys of another account may be let in, so that only a refusal makes that worth a word. */
function ifRefused(hostname: string, registry: string | undefined): Pick<Obtained & { readonly kind: "credential" }, "ifRefused"> {
  const wanted = parseEcrHost(hostname)?.account;
  const own = parseEcrHost(registry ?? "")?.account;
  if (wanted === undefined || own === undefined || own === wanted) return {};
  return {
    ifRefused: text(
      "These keys belong to the account {0}; the registry belongs to the account {1}, which may not let them in.",
      own,
      wanted,
    ),
  };
}
