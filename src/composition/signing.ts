import { homedir } from "node:os";
import { nodeFileSystem } from "../node/nodeFileSystem.ts";
import { nodeSpawn } from "../node/nodeSpawn.ts";
import type { SigningFor } from "../services/browse/registryLists.ts";
import type { RememberedLogins } from "../services/remembered/rememberedLogins.ts";
import type { createApiSender } from "../services/reach/openSession.ts";

interface Signers {
  readonly remembered: RememberedLogins;
  readonly sendSigned: ReturnType<typeof createApiSender>;
}

/** What a cloud's library may use of this machine, where the login was made with it. */
export function signingFor(host: string, { remembered, sendSigned }: Signers): ReturnType<SigningFor> {
  const source = remembered.of(host)?.source;
  if (source === undefined) return undefined;
  const machine = { files: nodeFileSystem, spawn: nodeSpawn, environment: process.env, homeDirectory: homedir(), sendSigned };
  return { source, machine };
}
