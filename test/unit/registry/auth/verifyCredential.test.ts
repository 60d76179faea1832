import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { inspect } from "node:util";
import { Secret } from "../../../../src/core/secret.ts";
import { RegistryError, type RegistryErrorCode } from "../../../../src/core/registryError.ts";
import type { RealmPolicy } from "../../../../src/registry/auth/realmPolicy.ts";
import { type FakeResponse, FakeTransport } from "../support/fakeTransport.ts";
import { alice, aliceBasic } from "../support/testClient.ts";
import { verifyLogin } from "../support/verifyLogin.ts";

const realm = "https://reg.example/token";
const bearer = { "www-authenticate": `Bearer realm="${realm}",service="reg",scope="*"` };
const basic = { "www-authenticate": 'Basic realm="x"' };

interface Answers {
  readonly challenge?: Readonly<Record<string, string>>;
  readonly token?: FakeResponse;
  readonly final?: FakeResponse;
}

function registry({ challenge = bearer, token = { body: { token: "t" } }, final = {} }: Answers): FakeTransport {
  return new FakeTransport((request) => {
    if (request.url.startsWith(realm)) return token;
    return request.headers["authorization"] === undefined ? { status: 401, headers: challenge } : final;
  });
}

describe("verifyCredential", () => {
  test("by a token without scope", async () => {
    const transport = registry({});
    const verification = await verifyLogin(transport);
    assert.deepEqual([verification.kind, verification.kind === "verified" && verification.scheme], ["verified", "bearer"]);
    assert.deepEqual(transport.lines, ["GET /v2/", "GET /token?service=reg&account=alice", "GET /v2/"]);
    assert.deepEqual(transport.authorizations(), [undefined, aliceBasic, "Bearer t"]);
  });

  test("by the token server of another site, where the person says yes to that one", async () => {
    const foreign = "https://login.other.example/token";
    const transport = new FakeTransport(({ url, headers }) => {
      if (url.startsWith(foreign)) return { body: { token: "t" } };
      return headers["authorization"] === "Bearer t" ? {} : { status: 401, headers: { "www-authenticate": `Bearer realm="${foreign}"` } };
    });
    const asked: string[] = [];
    const realmPolicy: RealmPolicy = {
      confirm: (host, url) => {
        asked.push(`${host} ${url.href}`);
        return Promise.resolve(true);
      },
    };
    assert.equal((await verifyLogin(transport, alice, realmPolicy)).kind, "verified");
    assert.deepEqual(asked, [`reg.example ${foreign}`]);
  });

  test("a refusal of the token is one of the login, whatever it says of rights, and names the registry", async () => {
    const denied = { status: 401, body: { errors: [{ code: "DENIED", message: "no" }] } };
    const identityToken = { kind: "identityToken", username: "alice", token: new Secret("r") } as const;
    for (const credential of [alice, identityToken]) {
      await assert.rejects(verifyLogin(registry({ final: denied }), credential), (error) => {
        assert.ok(RegistryError.is(error, "unauthorized"));
        assert.deepEqual([error.params["host"], error.params["login"]], ["reg.example", "sent"]);
        return true;
      });
    }
    await assert.rejects(verifyLogin(registry({ challenge: basic }), identityToken), (error) => {
      assert.ok(RegistryError.is(error, "unsupported"));
      assert.deepEqual([error.params, error.status], [{ host: "reg.example" }, 401]);
      return true;
    });
  });

  test("by Basic", async () => {
    const transport = registry({ challenge: basic });
    assert.deepEqual(await verifyLogin(transport), { kind: "verified", scheme: "basic" });
    assert.deepEqual(transport.authorizations(), [undefined, aliceBasic]);
  });

  test("by Basic, where a registry says 401 and asks for nothing", async () => {
    const transport = registry({ challenge: {} });
    assert.deepEqual(await verifyLogin(transport), { kind: "verified", scheme: "basic" });
    assert.deepEqual(transport.authorizations(), [undefined, aliceBasic]);
  });

  test("by Basic beside a token server that is not there, or is not trusted", async () => {
    for (const other of [realm, "https://evil.test/token"]) {
      const challenge = { "www-authenticate": `Bearer realm="${other}", Basic realm="x"` };
      const transport = registry({ challenge, token: { status: 404 } });
      assert.deepEqual(await verifyLogin(transport), { kind: "verified", scheme: "basic" });
      assert.ok(transport.requests.every(({ url }) => url.startsWith("https://reg.example/")));
    }
  });

  test("not by Basic where the token server refuses the account", async () => {
    const challenge = { "www-authenticate": `Bearer realm="${realm}", Basic realm="x"` };
    const transport = registry({ challenge, token: { status: 401 } });
    await assert.rejects(verifyLogin(transport), (error) => RegistryError.is(error, "unauthorized"));
    assert.deepEqual(transport.authorizations(), [undefined, aliceBasic]);
  });

  test("by the exchange of an identity token", async () => {
    const transport = registry({});
    assert.equal((await verifyLogin(transport, { kind: "identityToken", username: "alice", token: new Secret("r") })).kind, "verified");
    assert.equal(transport.requests[1]?.method, "POST");
    assert.ok(!transport.requests[1]?.body.includes("scope"));
  });

  test("by a registry token itself", async () => {
    const transport = registry({});
    await verifyLogin(transport, { kind: "registryToken", token: new Secret("mine") });
    assert.deepEqual(transport.authorizations(), [undefined, "Bearer mine"]);
  });

  test("an open registry that takes any login verifies nothing", async () => {
    const transport = new FakeTransport(() => ({ body: {} }));
    assert.deepEqual(await verifyLogin(transport), { kind: "unverified" });
    assert.deepEqual(transport.authorizations(), [undefined, aliceBasic]);
  });

  describe("at a base that is open to everybody", () => {
    const artifactory = { "x-jfrog-version": "Artifactory/7.90.5" };
    const open = (toLogin: FakeResponse, headers = {}): FakeTransport =>
      new FakeTransport((request) => {
        if (request.url.startsWith(realm)) return { body: { token: "t" } };
        const authorization = request.headers["authorization"];
        return authorization === undefined || authorization.startsWith("Bearer") ? { body: {}, headers } : toLogin;
      });

    test("a wrong login that is refused is wrong", async () => {
      for (const status of [401, 403]) {
        const transport = open({ status, headers: basic });
        await assert.rejects(verifyLogin(transport), (error) => RegistryError.is(error, status === 401 ? "unauthorized" : "denied"));
        assert.deepEqual(transport.authorizations(), [undefined, aliceBasic]);
      }
    });

    test("a login is verified that Artifactory takes", async () => {
      assert.deepEqual(await verifyLogin(open({ body: {} }, artifactory)), { kind: "verified", scheme: "basic" });
    });

    test("a token server that is named then is asked", async () => {
      const transport = open({ status: 401, headers: bearer });
      assert.equal((await verifyLogin(transport)).kind, "verified");
      assert.deepEqual(transport.authorizations(), [undefined, aliceBasic, aliceBasic, "Bearer t"]);
    });

    test("a token server is asked that is named beside Basic then", async () => {
      const both = [basic["www-authenticate"], bearer["www-authenticate"]];
      const verification = await verifyLogin(open({ status: 401, headers: { "www-authenticate": both } }));
      assert.equal(verification.kind === "verified" && verification.scheme, "bearer");
    });

    test("a failure proves nothing", async () => {
      for (const status of [400, 404, 500]) assert.deepEqual(await verifyLogin(open({ status })), { kind: "unverified" });
    });

    test("a token is not sent, which has no password's form", async () => {
      const transport = open({ status: 401 });
      assert.deepEqual(await verifyLogin(transport, { kind: "identityToken", username: "alice", token: new Secret("r") }), {
        kind: "unverified",
      });
      assert.deepEqual(transport.authorizations(), [undefined]);
    });

    test("another host that it redirects to with the login does not get it, and its refusal says nothing of it", async () => {
      for (const headers of [basic, bearer]) {
        const transport = new FakeTransport((request) => {
          if (!request.url.startsWith("https://reg.example")) return { status: 401, headers };
          return request.headers["authorization"] === undefined
            ? { body: {} }
            : { status: 307, headers: { location: "https://evil.test/v2/" } };
        });
        assert.deepEqual(await verifyLogin(transport), { kind: "unverified" });
        assert.deepEqual(transport.authorizations(), [undefined, aliceBasic, undefined]);
      }
    });

    test("another host that it redirects to does not get the login", async () => {
      const transport = new FakeTransport((request) =>
        request.url.startsWith("https://reg.example") ? { status: 307, headers: { location: "https://evil.test/v2/" } } : { body: {} },
      );
      assert.deepEqual(await verifyLogin(transport), { kind: "unverified" });
      assert.ok(transport.authorizations().every((header) => header === undefined));
    });
  });

  const refused: readonly (readonly [name: string, answers: Answers, code: RegistryErrorCode, uses: number])[] = [
    [
      "a wrong password at the token server",
      { token: { status: 401, body: { details: "incorrect username or password" } } },
      "unauthorized",
      1,
    ],
    ["a wrong password", { challenge: basic, final: { status: 401, headers: basic } }, "unauthorized", 1],
    ["a token that is not taken", { final: { status: 401, headers: bearer } }, "unauthorized", 2],
    ["a forbidden account", { token: { status: 403 } }, "denied", 1],
    ["a token server that is busy", { token: { status: 503 } }, "server-error", 1],
    ["a token server that is busier", { token: { status: 429, headers: { "retry-after": "1" } } }, "rate-limited", 1],
    ["a registry that fails", { challenge: basic, final: { status: 500 } }, "server-error", 1],
    ["a realm of another site", { challenge: { "www-authenticate": 'Bearer realm="https://evil.test/"' } }, "realm-not-trusted", 0],
    ["a scheme that is not ours", { challenge: { "www-authenticate": "Negotiate" } }, "unsupported", 0],
    ["a web page", { challenge: { "content-type": "text/html" } }, "not-a-registry", 0],
  ];
  for (const [name, answers, code, uses] of refused) {
    test(`${name}: ${code}, after ${uses} use(s) of the credential`, async () => {
      const transport = registry(answers);
      await assert.rejects(verifyLogin(transport), (error) => RegistryError.is(error, code) || assert.fail(inspect(error)));
      assert.equal(transport.authorizations().filter((header) => header !== undefined).length, uses);
    });
  }

  test("another host that the registry redirects to does not get it", async () => {
    const transport = new FakeTransport((request) =>
      request.url.startsWith("https://reg.example")
        ? { status: 307, headers: { location: "https://evil.test/v2/" } }
        : { status: 401, headers: basic },
    );
    await assert.rejects(verifyLogin(transport), (error) => RegistryError.is(error, "redirect-refused"));
    assert.deepEqual(transport.authorizations(), [undefined, undefined]);
  });

  test("a refusal carries the registry's own reason, and no secret", async () => {
    const transport = registry({ token: { status: 401, body: { details: "incorrect username or password: open sesame" } } });
    await assert.rejects(verifyLogin(transport), (error) => {
      assert.ok(RegistryError.is(error, "unauthorized"));
      assert.equal(error.details[0]?.message.openForSurface(), "incorrect username or password: [secret]");
      return !inspect(error, { depth: 20 }).includes("open sesame");
    });
  });

  test("an identity token is no password", async () => {
    await assert.rejects(
      verifyLogin(registry({ challenge: basic }), { kind: "identityToken", username: "a", token: new Secret("r") }),
      (error) => RegistryError.is(error, "unsupported"),
    );
  });
});
