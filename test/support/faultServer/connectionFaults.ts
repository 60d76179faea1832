import { drip, type FaultHandler, head, send, sendRaw, sendTags, tags } from "./visit.ts";

const json = JSON.stringify({ name: "team/app", tags });

/** Connections that break, stall or speak something else. */
export const connectionFaults = {
  "closes before it answers": ({ socket }) => void socket.destroy(),
  "resets before it answers": ({ socket }) => void socket.resetAndDestroy(),
  "closes in the middle of the headers": (visit) => sendRaw(visit, "HTTP/1.1 200 OK\r\nContent-Type: appl"),
  "resets in the middle of the body": ({ socket }) => {
    socket.write(head(`Content-Length: ${json.length}`) + json.slice(0, 5), () => socket.resetAndDestroy());
  },
  "closes before the announced length": (visit) => sendRaw(visit, head("Content-Length: 1000"), json),
  "closes in the middle of a chunk": (visit) => sendRaw(visit, head("Transfer-Encoding: chunked"), "400\r\n", json),
  "answers once, then closes": (visit) => {
    if (visit.count === 1) sendTags(visit);
    else visit.socket.destroy();
  },
  "never answers": () => {},
  "stalls in the middle of the headers": ({ socket }) => void socket.write("HTTP/1.1 200 OK\r\nContent-"),
  "stalls in the middle of the body": ({ socket }) => void socket.write(head("Content-Length: 1000") + json),
  "drips the headers": (visit) => drip(visit, "HTTP/1.1 200 OK\r\n", "X-Drip: 1\r\n"),
  "drips the body": (visit) => drip(visit, head("Content-Type: application/json"), " "),
  "sends early hints for ever": (visit) => drip(visit, "", "HTTP/1.1 103 Early Hints\r\nLink: </x>; rel=preload\r\n\r\n"),
  "speaks another protocol": (visit) => sendRaw(visit, "SSH-2.0-OpenSSH_9.2p1 Debian-2\r\n"),
  "answers plain HTTP with a TLS alert": (visit) => sendRaw(visit, Buffer.from("15030100020246", "hex")),
  "says that HTTPS is expected": ({ response }) =>
    send(response, 400, "<title>400 The plain HTTP request was sent to HTTPS port</title>", { "content-type": "text/html" }),
  "sends nothing but zeros": (visit) => sendRaw(visit, Buffer.alloc(1024)),
} as const satisfies Record<string, FaultHandler>;
