import assert from "node:assert/strict";
import type { Credential } from "../../../../src/core/credential.ts";
import { Secret } from "../../../../src/core/secret.ts";
import { parseRegistryName } from "../../../../src/credentials/registryName.ts";
import { text, type Vector } from "./vectors.ts";

/** The address that was typed; "" stands for none, which is Docker Hub. */
export function serverOf({ input }: Vector): string {
  return text(input, "server") ?? (argumentsOf(input).length > 0 ? (argumentsOf(input).at(-1) ?? "") : "");
}

/** The raw text of config.json before; null for no file. */
export function configOf({ input }: Vector): string | null {
  return text(input, "config") ?? null;
}

export function argumentsOf(input: Vector["input"]): readonly string[] {
  return Array.isArray(input["args"]) ? (input["args"] as string[]) : [];
}

function environmentOf({ input }: Vector): Readonly<Record<string, string>> {
  return (input["env"] ?? {}) as Readonly<Record<string, string>>;
}

export function authVariableOf(vector: Vector): string | undefined {
  return environmentOf(vector)["DOCKER_AUTH_CONFIG"];
}

/** How the fake helper behaved. */
export function labMode(vector: Vector): string {
  return environmentOf(vector)["LAB_MODE"] ?? text(vector.input, "helperMode") ?? "";
}

export function account(username: string, password: string): Credential {
  return { kind: "basic", username, password: new Secret(password) };
}

/** What was typed. */
export function typedAccount({ input }: Vector): Credential {
  return account(text(input, "username") ?? "", text(input, "password") ?? "");
}

/** The registry of the image, server or key that was looked up. */
export function lookedUpHost({ input }: Vector): string {
  const image = text(input, "image");
  const [key = ""] = (text(input, "server") ?? text(input, "key") ?? "").split(" ");
  if (image === undefined) return key;
  const [first = ""] = image.split("/");
  return image.includes("/") && /[.:]|^localhost$/.test(first) ? first : "docker.io";
}

/** A credential in the fields that docker gives it. */
export function plain(credential: Credential | undefined): Record<string, string> {
  if (credential === undefined) return {};
  if (credential.kind === "registryToken") return { registrytoken: credential.token.reveal() };
  const username = credential.username === "" ? {} : { username: credential.username };
  if (credential.kind === "identityToken") return { ...username, identitytoken: credential.token.reveal() };
  return { ...username, password: credential.password.reveal() };
}

export function assertInvalidName(name: string): void {
  assert.throws(() => parseRegistryName(name), { code: "invalid-registry-name" });
}
