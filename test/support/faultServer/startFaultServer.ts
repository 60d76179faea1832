import { createServer } from "node:http";
import type { Socket } from "node:net";
import { listenOn } from "../registry/listen.ts";
import { RequestLog } from "../registry/requestLog.ts";
import { authFaults } from "./authFaults.ts";
import { bodyFaults } from "./bodyFaults.ts";
import { connectionFaults } from "./connectionFaults.ts";
import { framingFaults } from "./framingFaults.ts";
import { pagingFaults } from "./pagingFaults.ts";
import { statusFaults } from "./statusFaults.ts";
import { type FaultHandler, send } from "./visit.ts";

/** What a server can do wrong, by a sentence that says it. */
export const faults = { ...connectionFaults, ...framingFaults, ...bodyFaults, ...statusFaults, ...pagingFaults, ...authFaults } as const;

export type FaultName = keyof typeof faults;

export interface FaultServer {
  readonly host: string;
  readonly url: string;
  readonly requests: RequestLog;
  /** What the second server got, to which some faults lead. */
  readonly requestsElsewhere: RequestLog;
  /** Resolves when no connection to either server is open. */
  drained(): Promise<void>;
  close(): Promise<void>;
}

/** Starts a server on loopback that does one thing wrong, on every path. */
export async function startFaultServer(name: FaultName): Promise<FaultServer> {
  const requests = new RequestLog();
  const requestsElsewhere = new RequestLog();
  const elsewhere = await listenOn(
    createServer((request, response) => {
      requestsElsewhere.add(request, response);
      send(response, 200, '{"tags":[]}');
    }),
  );
  const handle: FaultHandler = faults[name];
  const counts = new Map<Socket, number>();
  const server = await listenOn(
    createServer((request, response) => {
      requests.add(request, response);
      const { socket } = request;
      const countOnConnection = (counts.get(socket) ?? 0) + 1;
      counts.set(socket, countOnConnection);
      // A reader that has had enough resets the connection while it is written to.
      if (countOnConnection === 1) socket.on("error", () => {});
      const origin = `http://${request.headers.host}`;
      const url = new URL(request.url ?? "", origin);
      const count = requests.entries.length;
      handle({ request, response, socket, url, count, countOnConnection, origin, elsewhere: `http://127.0.0.1:${elsewhere.port}` });
    }),
  );
  const host = `127.0.0.1:${server.port}`;
  return {
    host,
    url: `http://${host}`,
    requests,
    requestsElsewhere,
    drained: async () => {
      await Promise.all([server.drained(), elsewhere.drained()]);
    },
    close: async () => {
      await Promise.all([server.close(), elsewhere.close()]);
    },
  };
}
