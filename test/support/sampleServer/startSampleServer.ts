import { createServer } from "node:http";
import { listenOn } from "../registry/listen.ts";
import { RequestLog } from "../registry/requestLog.ts";
import { createSampleHandler } from "./sampleHandler.ts";
import type { Sample } from "./samples.ts";

export interface SampleServer {
  readonly host: string;
  readonly url: string;
  readonly requests: RequestLog;
  /** Requests that no sample answers. */
  readonly unknown: readonly string[];
  close(): Promise<void>;
}

/** Replays samples at an origin of its own. */
export async function startSampleServer(samples: readonly Sample[]): Promise<SampleServer> {
  const requests = new RequestLog();
  const unknown: string[] = [];
  const handle = createSampleHandler({ samples, hosts: "own", onUnknown: (request) => unknown.push(request) });
  const server = await listenOn(
    createServer((request, response) => {
      requests.add(request, response);
      handle(request, response);
    }),
  );
  const host = `127.0.0.1:${server.port}`;
  return { host, url: `http://${host}`, requests, unknown, close: () => server.close() };
}
