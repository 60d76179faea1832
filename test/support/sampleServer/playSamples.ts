import type { TestContext } from "node:test";
import type { Credential } from "../../../src/core/credential.ts";
import type { RegistryClient } from "../../../src/registry/registryClient.ts";
import { type CertificateAuthority, createCertificateAuthority } from "../certificates/certificateAuthority.ts";
import { createNetworkClient } from "../networkClient.ts";
import type { RequestLog } from "../registry/requestLog.ts";
import type { Sample } from "./samples.ts";
import { startProviders } from "./startProviders.ts";
import { startSampleServer } from "./startSampleServer.ts";

const authority: CertificateAuthority = createCertificateAuthority();

export interface Play {
  readonly client: RegistryClient;
  readonly server: {
    readonly requests: RequestLog;
    /** Requests that no sample answers. */
    readonly unknown: readonly string[];
  };
}

/**
 * Plays samples, until the test is over, to a client of `origin` (`https://ghcr.io`), or of a server of their own where that
 * is left out.
 */
export async function playSamples(
  t: TestContext,
  samples: readonly Sample[],
  credential: Credential | undefined,
  origin: string | undefined,
): Promise<Play> {
  const server = origin === undefined ? await startSampleServer(samples) : await startProviders(authority, samples);
  t.after(() => server.close());
  const transport = "transport" in server ? server.transport : {};
  const url = "url" in server ? server.url : (origin ?? "");
  const connection = createNetworkClient({ url, transport, credential, limits: { retries: 0 } });
  t.after(() => connection.dispose());
  return { client: connection.client, server };
}
