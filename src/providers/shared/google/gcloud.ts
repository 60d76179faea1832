import { Secret } from "../../../core/secret.ts";
import { text } from "../../../core/text.ts";
import { isJsonObject, tryJson } from "../../../registry/http/json.ts";
import type { Obtained } from "../../loginMethod.ts";
import type { MethodContext } from "../../methodContext.ts";
import { textIn } from "../readAnswer.ts";
import { runProgram } from "../runProgram.ts";
import { googleTokenUser } from "./tokenUser.ts";

/** The access token of the account that gcloud is logged in with, whose it is and when it ends (`gcloud config config-helper`). */
export async function tokenOfGcloud({ spawn }: MethodContext, signal: AbortSignal): Promise<Obtained> {
  const args = ["config", "config-helper", "--format=json", "--quiet"];
  const answer = await runProgram(spawn, "gcloud", args, signal);
  if ("refusal" in answer) return { kind: "refused", reason: answer.refusal };
  const { token, expiresAt, account } = parseCredential(answer.output);
  if (token === undefined) return { kind: "refused", reason: text("gcloud gave no access token. Run “gcloud auth login” first.") };
  const credential = { kind: "basic", username: googleTokenUser, password: new Secret(token) } as const;
  return { kind: "credential", credential, account, ...(expiresAt === undefined ? {} : { expiresAt }) };
}

function parseCredential(output: string): { readonly token?: string; readonly expiresAt?: Date; readonly account?: string } {
  const answer = tryJson(Buffer.from(output));
  const { credential, configuration } = isJsonObject(answer) ? answer : {};
  const { access_token: token, token_expiry: expiry } = isJsonObject(credential) ? credential : {};
  const { properties } = isJsonObject(configuration) ? configuration : {};
  const { core } = isJsonObject(properties) ? properties : {};
  const account = isJsonObject(core) ? textIn(core["account"]) : undefined;
  const end = typeof expiry === "string" ? new Date(expiry) : undefined;
  return {
    ...(typeof token === "string" && /^\S+$/.test(token) ? { token } : {}),
    ...(end === undefined || Number.isNaN(end.getTime()) ? {} : { expiresAt: end }),
    ...(account === undefined ? {} : { account }),
  };
}
