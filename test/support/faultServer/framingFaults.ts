import { type FaultHandler, head, sendForever, sendRaw, sendTags, tags } from "./visit.ts";

const json = JSON.stringify({ name: "team/app", tags });
const megabyte = 1024 * 1024;

/** Headers and framing: some are errors, some are only unusual and must work. */
export const framingFaults = {
  "sends a header of 10 MB": (visit) => sendRaw(visit, `HTTP/1.1 200 OK\r\nX-Large: ${"x".repeat(10 * megabyte)}\r\n\r\n`, json),
  "sends headers without end": (visit) => sendForever(visit, "HTTP/1.1 200 OK\r\n", "X-More: 1\r\n".repeat(1000)),
  "sends a header that is not UTF-8": (visit) =>
    sendRaw(visit, "HTTP/1.1 200 OK\r\nX-Note: ", Buffer.from([0xc3, 0x28, 0xff]), `\r\nContent-Length: ${json.length}\r\n\r\n${json}`),
  "sends two lengths": (visit) => sendRaw(visit, head("Content-Length: 5", `Content-Length: ${json.length}`), json),
  "sends a length and chunks": (visit) =>
    sendRaw(visit, head("Content-Length: 5", "Transfer-Encoding: chunked"), `${json.length.toString(16)}\r\n${json}\r\n0\r\n\r\n`),
  "sends a chunk without a size": (visit) => sendRaw(visit, head("Transfer-Encoding: chunked"), `zz\r\n${json}\r\n0\r\n\r\n`),
  "announces less than it sends": (visit) => sendRaw(visit, head(`Content-Length: ${json.length - 5}`), json),
  "mixes the case of header names": (visit) =>
    sendRaw(visit, head("cOnTeNt-TyPe: application/json", `CONTENT-LENGTH: ${json.length}`, "lInK: </x>; REL=prev"), json),
  "answers in HTTP/1.0 and closes": (visit) => sendRaw(visit, `HTTP/1.0 200 OK\r\nContent-Type: application/json\r\n\r\n${json}`),
  "sends neither length nor chunks": (visit) => sendRaw(visit, head("Connection: close"), json),
  "closes kept-alive connections when they are used again": (visit) => {
    if (visit.countOnConnection > 1) visit.socket.destroy();
    else sendTags(visit);
  },
  "sends 204 where a list belongs": ({ response }) => void response.writeHead(204).end(),
} as const satisfies Record<string, FaultHandler>;
