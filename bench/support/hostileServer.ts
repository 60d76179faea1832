// A registry whose lists and manifests are meant to keep a client busy, in a process of its own. The repository's name says which.
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { hostileBodies, hostileManifests } from "./hostileBodies.ts";

const bodies = new Map(
  [...Object.entries(hostileBodies), ...Object.entries(hostileManifests)].map(([name, make]) => [name, Buffer.from(make())]),
);

const server = createServer((request, response) => {
  const name = /^\/v2\/(.+)\/(?:tags\/list|manifests\/)/.exec(request.url ?? "")?.[1] ?? "";
  const body = bodies.get(name);
  response.writeHead(body === undefined ? 404 : 200, { "content-type": "application/vnd.oci.image.index.v1+json" });
  response.end(body);
});

process.once("disconnect", () => process.exit());
server.listen(0, "127.0.0.1", () => process.send?.(`http://127.0.0.1:${(server.address() as AddressInfo).port}`));
