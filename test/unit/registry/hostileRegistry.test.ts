import assert from "node:assert/strict";
import { Readable } from "node:stream";
import { test } from "node:test";
import { inspect } from "node:util";
import * as fc from "fast-check";
import type { Credential } from "../../../src/core/credential.ts";
import { Secret } from "../../../src/core/secret.ts";
import type { RegistryClient } from "../../../src/registry/registryClient.ts";
import { RegistryError } from "../../../src/core/registryError.ts";
import { type FakeResponse, FakeTransport, type SeenRequest } from "./support/fakeTransport.ts";
import { createTestClient } from "./support/testClient.ts";
import { verifyLogin } from "./support/verifyLogin.ts";

const password = "open sesame";
const basic = Buffer.from(`alice:${password}`).toString("base64");
const digest = `sha256:${"a".repeat(64)}`;

const credentials: readonly Credential[] = [
  { kind: "basic", username: "alice", password: new Secret(password) },
  { kind: "identityToken", username: "alice", token: new Secret(password) },
  { kind: "registryToken", token: new Secret(password) },
];

/** Where a hostile registry may want us to go: its own places, other sites', our network's, and what merely looks like its own. */
const places = [
  "/token",
  "https://reg.example/token",
  "https://auth.reg.example/token?x=1",
  "http://reg.example/token",
  "https://reg.example:8443/token",
  "https://evil.test/token",
  "https://reg.example.evil.test/token",
  "https://reg.example@evil.test/token",
  "//evil.test/token",
  String.raw`\\evil.test\token`,
  "https://10.0.0.1/token",
  "https://localhost/token",
  "javascript:alert(1)",
  "",
];
const place = fc.constantFrom(...places);
const challenge = fc.oneof(
  place.map((realm) => `Bearer realm="${realm}",service="s",scope="repository:a/b:pull"`),
  place.map((realm) => `BEARER scope="a,b", realm=${realm}`),
  place.map((realm) => `Bearer realm="${realm}", Basic realm="${realm}"`),
  fc.constantFrom("Basic realm=x", "BASIC", "Negotiate abc==", 'Bearer error="insufficient_scope"', ""),
);
/** In a body: everything secret that came with the request, in each of its forms. */
const echo = "(echo)";
const body = fc.constantFrom<NonNullable<FakeResponse["body"]>>(
  { token: "t" },
  { access_token: "t", expires_in: -1 },
  { name: "a/b", tags: ["1"] },
  { repositories: ["a"] },
  {
    mediaType: "application/vnd.oci.image.index.v1+json",
    manifests: [{ digest, size: 1, mediaType: "application/vnd.oci.image.index.v1+json" }],
  },
  { errors: [{ code: "DENIED", message: echo }] },
  "",
  "null",
);
const answer: fc.Arbitrary<FakeResponse> = fc
  .record({
    status: fc.constantFrom(200, 200, 201, 202, 206, 302, 307, 400, 401, 401, 401, 403, 404, 405, 429, 503),
    challenge,
    location: place,
    link: place,
    body,
  })
  .map(({ status, challenge: authenticate, location, link, body: content }) => ({
    status,
    headers: {
      "www-authenticate": authenticate,
      location,
      link: `<${link}>; rel=next`,
      "docker-content-digest": digest,
      "set-cookie": "a=b",
    },
    body: content,
  }));

async function readAll(parts: AsyncIterable<unknown>): Promise<void> {
  for await (const _ of parts);
}

type Operation = (client: RegistryClient, transport: FakeTransport, credential: Credential) => Promise<unknown>;
const operations: Readonly<Record<string, Operation>> = {
  ping: (client) => client.ping(),
  catalog: (client) => readAll(client.eachRepositoryPage()),
  tags: (client) => readAll(client.eachTagPage("a/b")),
  resolve: (client) => client.resolve("a/b", "1"),
  manifest: (client) => client.getManifest("a/b", "1"),
  referrers: (client) => client.listReferrers("a/b", digest),
  blob: async (client) => readAll((await client.getBlob("a/b", { digest, size: 3 })).body),
  upload: (client) => client.uploadBlob("a/b", { digest, size: 3, open: () => Readable.from([Buffer.from("abc")]) }),
  delete: (client) => client.deleteTag("a/b", "1"),
  login: (_, transport, credential) => verifyLogin(transport, credential),
};

/** The request's `Authorization`, what is in it, and its refresh token. */
function secretsIn({ headers, body: sent }: SeenRequest): readonly string[] {
  const authorization = headers["authorization"];
  const decoded = authorization?.startsWith("Basic ") === true ? Buffer.from(authorization.slice(6), "base64").toString() : undefined;
  const form = new URLSearchParams(sent);
  return [authorization, decoded, form.get("refresh_token"), form.get("password")].filter((secret) => typeof secret === "string");
}

/** The registry and the token servers of its site; a registry token is for the registry alone. */
function mayHaveSecrets(url: URL, credential: Credential): boolean {
  const hosts = credential.kind === "registryToken" ? ["reg.example"] : ["reg.example", "auth.reg.example", "reg.example:8443"];
  return url.protocol === "https:" && hosts.includes(url.host);
}

test("whatever a registry answers, secrets stay at its site, requests are few, and failures are ours", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...Object.keys(operations)),
      fc.constantFrom(...credentials),
      fc.array(answer, { minLength: 1, maxLength: 8 }),
      async (name, credential, answers) => {
        const transport = new FakeTransport((request) => {
          const drawn = answers[(transport.requests.length - 1) % answers.length] ?? {};
          return { ...drawn, body: JSON.stringify(drawn.body).replace(echo, secretsIn(request).join(" ")) };
        });
        const client = createTestClient(transport, { credential, limits: { pages: 4 } });
        const failure: unknown = await operations[name]?.(client, transport, credential).then(
          () => undefined,
          (error: unknown) => error,
        );
        client.dispose();
        if (failure !== undefined) assert.ok(failure instanceof RegistryError, inspect(failure));
        assert.ok(!inspect(failure, { depth: 10 }).includes(password));
        assert.ok(!inspect(failure, { depth: 10 }).includes(basic));
        assert.ok(transport.requests.length <= 60, transport.lines.join("\n"));
        for (const request of transport.requests) {
          assert.ok(secretsIn(request).length === 0 || mayHaveSecrets(new URL(request.url), credential), inspect(request));
          assert.equal(request.headers["cookie"], undefined);
        }
      },
    ),
    { numRuns: 200 },
  );
});
