import { Secret } from "../../core/secret.ts";
import { text } from "../../core/text.ts";
import type { Obtained } from "../loginMethod.ts";
import type { MethodContext, SignInService } from "../methodContext.ts";
import { hostnameOf } from "../../core/referenceHost.ts";
import { acrTokenUser } from "./tokenUser.ts";
import { isJsonObject } from "../../registry/http/json.ts";
import { textIn } from "../shared/readAnswer.ts";

interface AzureCloud {
  readonly service: SignInService;
  /** What the token is for. */
  readonly scope: string;
}

/** For registries alone: such a token opens nothing else of Azure. */
const publicCloud: AzureCloud = { service: "microsoft", scope: "https://containerregistry.azure.net/.default" };

/** The clouds that are apart have no such token: their registries take one for the cloud's management (Azure SDK, ContainerRegistryAudience). */
const cloudsApart: Readonly<Record<string, AzureCloud | undefined>> = {
  us: { service: "USGovernment", scope: "https://management.usgovcloudapi.net/.default" },
  cn: { service: "ChinaCloud", scope: "https://management.chinacloudapi.cn/.default" },
};

function cloudOf(hostname: string): AzureCloud {
  return cloudsApart[hostname.slice(hostname.lastIndexOf(".") + 1)] ?? publicCloud;
}

/**
 * The Microsoft account of VS Code: its token is exchanged at the registry for one of the registry's own, which is an identity token
 * (Azure/acr, docs/AAD-OAuth.md, “Calling POST /oauth2/exchange”).
 */
export async function obtainFromMicrosoft({ host, signIn, postForm }: MethodContext, signal: AbortSignal): Promise<Obtained> {
  const { service, scope } = cloudOf(hostnameOf(host));
  const { token, signIn: account } = await signIn(service, [scope], signal);
  const form = { grant_type: "access_token", service: hostnameOf(host), access_token: token.reveal() };
  const { status, json } = await postForm("/oauth2/exchange", form, signal);
  const refreshToken = isJsonObject(json) ? textIn(json["refresh_token"]) : undefined;
  if (status === 200 && refreshToken !== undefined)
    return {
      kind: "credential",
      credential: { kind: "identityToken", username: acrTokenUser, token: new Secret(refreshToken) },
      account: account.accountId,
    };
  const reason = text(
    "{0} does not accept this Microsoft account (HTTP {1}): it may belong to another tenant, or have no role at the registry.",
    host,
    String(status),
  );
  return { kind: "refused", reason };
}
