import assert from "node:assert/strict";
import { test } from "node:test";
import {
  type AskableRealm,
  type JudgedRealm,
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
