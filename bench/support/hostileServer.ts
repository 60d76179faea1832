// A registry whose lists are meant to keep a client busy, in a process of its own. The repository's name says which.
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { hostileBodies } from "./hostileBodies.ts";

const bodies = new Map(Object.entries(hostileBodies).map(([name, make]) => [name, Buffer.from(make())]));

const server = createServer((request, response) => {
  const name = /^\/v2\/(.+)\/tags\/list/.exec(request.url ?? "")?.[1] ?? "";
  const body = bodies.get(name);
  response.writeHead(body === undefined ? 404 : 200, { "content-type": "application/json" });
  response.end(body);
});

process.once("disconnect", () => process.exit());
server.listen(0, "127.0.0.1", () => process.send?.(`http://127.0.0.1:${(server.address() as AddressInfo).port}`));
