import { Secret } from "../../../core/secret.ts";
import { text } from "../../../core/text.ts";
import type { Obtained } from "../../loginMethod.ts";
import type { MethodContext } from "../../methodContext.ts";
import { runProgram } from "../runProgram.ts";
import { googleTokenUser } from "./tokenUser.ts";

/** The access token of the account that gcloud is logged in with, and when it ends (`gcloud config config-helper`). */
export async function tokenOfGcloud({ spawn }: MethodContext, signal: AbortSignal): Promise<Obtained> {
  const args = ["config", "config-helper", "--format=json(credential)", "--quiet"];
  const answer = await runProgram(spawn, "gcloud", args, signal);
  if ("refusal" in answer) return { kind: "refused", reason: answer.refusal };
  const { token, expiresAt } = parseCredential(answer.output);
  if (token === undefined) return { kind: "refused", reason: text("gcloud gave no access token. Run “gcloud auth login” first.") };
  const credential = { kind: "basic", username: googleTokenUser, password: new Secret(token) } as const;
  return { kind: "credential", credential, ...(expiresAt === undefined ? {} : { expiresAt }) };
}

function parseCredential(output: string): { readonly token?: string; readonly expiresAt?: Date } {
  try {
    const { credential } = JSON.parse(output) as {
      readonly credential?: { readonly access_token?: unknown; readonly token_expiry?: unknown };
    };
    const { access_token: token, token_expiry: expiry } = credential ?? {};
    const end = typeof expiry === "string" ? new Date(expiry) : undefined;
    return {
      ...(typeof token === "string" && /^\S+$/.test(token) ? { token } : {}),
      ...(end === undefined || Number.isNaN(end.getTime()) ? {} : { expiresAt: end }),
    };
  } catch {
    return {};
  }
}
