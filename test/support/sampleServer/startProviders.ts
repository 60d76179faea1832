import type { RequestListener } from "node:http";
import type { TransportOptions } from "../../../src/registry/http/undiciTransport.ts";
import type { CertificateAuthority } from "../certificates/certificateAuthority.ts";
import { startConnectProxy } from "../connectProxy.ts";
import type { RequestLog } from "../registry/requestLog.ts";
import { createSampleHandler } from "./sampleHandler.ts";
import type { Sample } from "./samples.ts";

export interface Providers {
  /** Of the proxy, for clients that are told by their settings. */
  readonly proxyUrl: string;
  /** Leads a client to the providers. */
  readonly transport: TransportOptions;
  readonly tunnels: readonly string[];
  readonly requests: RequestLog;
  /** Requests that no sample answers. */
  readonly unknown: readonly string[];
  close(): Promise<void>;
}

/**
 * Replays samples under the providers' real names, over HTTPS: a proxy leads the names here, a test authority vouches for them. With a
 * password, others are refused. `listeners` answer for further hosts.
 */
export async function startProviders(
  authority: CertificateAuthority,
  samples: readonly Sample[],
  password?: string,
  listeners: Readonly<Record<string, RequestListener>> = {},
): Promise<Providers> {
  const unknown: string[] = [];
  const handler = createSampleHandler({ samples, hosts: "real", password, onUnknown: (request) => unknown.push(request) });
  const names = new Set(samples.map((sample) => new URL(sample.request.url).hostname));
  const hosts = Object.fromEntries([...names].map((name) => [name, handler]));
  const proxy = await startConnectProxy({ authority, hosts: { ...hosts, ...listeners } });
  const transport = { proxy: proxy.url, ca: [authority.cert] };
  return { proxyUrl: proxy.url, transport, tunnels: proxy.tunnels, requests: proxy.requests, unknown, close: () => proxy.close() };
}
