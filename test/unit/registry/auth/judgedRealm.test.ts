import assert from "node:assert/strict";
import { test } from "node:test";
import {
  type AskableRealm,
  type JudgedRealm,
  overHttps,
  requireAskableRealm,
  requireTrustedRealm,
} from "../../../../src/registry/auth/realmPolicy.ts";
import { FakeTransport } from "../support/fakeTransport.ts";
import { endpoint } from "../support/testClient.ts";
import { verifyLogin } from "../support/verifyLogin.ts";

const never = (): Promise<boolean> => Promise.resolve(false);

test("a judged realm stays what was judged, whatever is done to the address", async () => {
  const url = new URL("https://auth.reg.example/token");
  const realm = await requireTrustedRealm(endpoint, url, never);
  url.host = "evil.test";
  realm.url.host = "evil.test";
  assert.equal(realm.url.href, "https://auth.reg.example/token");
  assert.equal(realm.registry, "reg.example");
});

test("the address is judged as it was when the question was asked, not as it is when a person answers", async () => {
  const url = new URL("https://login.other.example/token");
  const realm = await requireTrustedRealm(endpoint, url, () => {
    url.host = "evil.test";
    return Promise.resolve(true);
  });
  assert.equal(realm.url.host, "login.other.example");
});

test("no answer of a person makes a refused address one that gets the login", async () => {
  const asked: string[] = [];
  const confirm = (realm: URL): Promise<boolean> => {
    asked.push(realm.href);
    return Promise.resolve(true);
  };
  for (const address of ["https://169.254.169.254/token", "http://auth.reg.example/token", "https://a:b@reg.example/token"])
    await assert.rejects(requireTrustedRealm(endpoint, new URL(address), confirm), { code: "realm-not-trusted" }, address);
  assert.deepEqual(asked, []);
});

test("a token server at the registry itself is asked over HTTPS where the registry is, at the port that is named or else the registry's", () => {
  const raised = (registry: string, realm: string) => overHttps({ host: "reg.example", baseUrl: new URL(registry) }, new URL(realm)).href;
  assert.equal(raised("https://reg.example:5000/v2", "http://reg.example/token"), "https://reg.example:5000/token");
  assert.equal(raised("https://reg.example:5000/v2", "http://reg.example:81/token"), "https://reg.example:81/token");
  for (const [registry, realm] of [
    ["https://reg.example:5000/v2", "https://reg.example/token"],
    ["http://reg.example:5000/v2", "http://reg.example/token"],
    ["https://reg.example:5000/v2", "http://auth.reg.example/token"],
    ["https://localhost:5000/v2", "http://localhost/token"],
  ] as const)
    assert.equal(raised(registry, realm), realm);
});

test("the compiler takes nothing else for a judged realm", async () => {
  const askable = await requireAskableRealm(endpoint, new URL("https://evil.test/token"));
  const wants = (realm: JudgedRealm): string => realm.url.host;
  // @ts-expect-error a realm that may only be asked as nobody
  assert.equal(wants(askable), "evil.test");
  // @ts-expect-error what looks like one
  assert.equal(wants({ url: new URL("https://evil.test/"), registry: "reg.example" }), "evil.test");
  const asks = (realm: AskableRealm): string => realm.url.host;
  // @ts-expect-error an address
  assert.throws(() => asks(new URL("https://evil.test/")));
});

test("a verification tells the realm that was given the login", async () => {
  const transport = new FakeTransport(({ url, headers }) => {
    if (url.startsWith("https://auth.reg.example")) return { body: { token: "t" } };
    if (headers["authorization"] === "Bearer t") return {};
    return { status: 401, headers: { "www-authenticate": 'Bearer realm="https://auth.reg.example/token"' } };
  });
  const verification = await verifyLogin(transport);
  assert.equal(verification.kind === "verified" && verification.realm?.url.href, "https://auth.reg.example/token");
});
