import { homedir } from "node:os";
import type { Spawn } from "../core/spawn.ts";
import { nodeFileSystem } from "../node/nodeFileSystem.ts";
import type { SigningFor } from "../services/browse/registryLists.ts";
import type { createApiSender } from "../services/reach/openSession.ts";
import type { RememberedLogins } from "../services/remembered/rememberedLogins.ts";

interface Signers {
  readonly machine: { readonly spawn: Spawn };
  readonly remembered: RememberedLogins;
  readonly sendSigned: ReturnType<typeof createApiSender>;
}

/** What a cloud's library may use of this machine, where the login was made with it. */
export function signingFor(host: string, { machine, remembered, sendSigned }: Signers): ReturnType<SigningFor> {
  const source = remembered.of(host)?.source;
  if (source === undefined) return undefined;
  const { spawn } = machine;
  return { source, machine: { files: nodeFileSystem, spawn, environment: process.env, homeDirectory: homedir(), sendSigned } };
}
