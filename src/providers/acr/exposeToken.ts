import { Secret } from "../../core/secret.ts";
import type { Spawn } from "../../core/spawn.ts";
import { text } from "../../core/text.ts";
import type { Obtained } from "../loginMethod.ts";
import type { MethodContext } from "../methodContext.ts";
import { hostnameOf } from "../../core/referenceHost.ts";
import { isJsonObject, tryJson } from "../../registry/http/json.ts";
import { textIn } from "../shared/readAnswer.ts";
import { runProgram } from "../shared/runProgram.ts";
import { acrTokenUser } from "./tokenUser.ts";

/**
 * The token that az gets for a registry with the account that it is logged in with. It is an identity token, as “az acr login” writes it
 * itself where docker runs. Only the one for this registry is taken: az looks a registry up by its name alone, in its own cloud.
 */
export async function exposeToken({ spawn, host }: MethodContext, signal: AbortSignal): Promise<Obtained> {
  // Names of registries have letters and digits alone; behind a hyphen stands the hash of a domain name label.
  const name = /^[a-z0-9]*/.exec(hostnameOf(host))?.[0] ?? "";
  const answer = await runProgram(spawn, "az", ["acr", "login", "--name", name, "--expose-token", "--output", "json"], signal);
  if ("refusal" in answer) return { kind: "refused", reason: answer.refusal };
  const { accessToken, loginServer } = parseAnswer(answer.output);
  if (accessToken === undefined) return { kind: "refused", reason: text("az gave no token. Run “az login” first.") };
  if (withoutRegion(loginServer?.toLowerCase() ?? "") !== withoutRegion(hostnameOf(host))) {
    const reason = text("az gave a token for {0}, which is another registry: it may be logged in to another cloud.", loginServer ?? "");
    return { kind: "refused", reason };
  }
  const credential = { kind: "identityToken", username: acrTokenUser, token: new Secret(accessToken) } as const;
  return { kind: "credential", credential, account: await accountOf(spawn, signal) };
}

/** Which account az is logged in with, in which tenant; undefined where it does not tell. */
async function accountOf(spawn: Spawn, signal: AbortSignal): Promise<string | undefined> {
  const answer = await runProgram(spawn, "az", ["account", "show", "--output", "json"], signal);
  const shown = "refusal" in answer ? undefined : tryJson(Buffer.from(answer.output));
  if (!isJsonObject(shown)) return undefined;
  const [tenant, name] = [textIn(shown["tenantId"]), isJsonObject(shown["user"]) ? textIn(shown["user"]["name"]) : undefined];
  return tenant === undefined || name === undefined ? undefined : `${name} ${tenant}`;
}

/** A registry has a host in each of its regions, beside its login server (Microsoft, “Geo-replication”, regional endpoints). */
function withoutRegion(name: string): string {
  return name.replace(/\.[a-z0-9]+\.geo(?=\.azurecr\.)/, "");
}

function parseAnswer(output: string): Readonly<Record<"accessToken" | "loginServer", string | undefined>> {
  const answer = tryJson(Buffer.from(output));
  const { accessToken, loginServer } = isJsonObject(answer) ? answer : {};
  const token = textIn(accessToken);
  return { accessToken: token !== undefined && /^\S+$/.test(token) ? token : undefined, loginServer: textIn(loginServer) };
}
