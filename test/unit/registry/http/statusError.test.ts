import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { inspect } from "node:util";
import { parseErrorBody } from "../../../../src/registry/http/errorBody.ts";
import type { RegistryErrorCode } from "../../../../src/core/registryError.ts";
import { statusError } from "../../../../src/registry/http/statusError.ts";
import { Secret } from "../../../../src/core/secret.ts";
import { ResponseHeaders } from "../../../../src/registry/http/transport.ts";

/** Bodies that registries really send. */
const bodies: readonly (readonly [name: string, body: string, expected: readonly (readonly [code: string, message: string])[]])[] = [
  [
    "distribution",
    '{"errors":[{"code":"NAME_UNKNOWN","message":"repository name not known to registry","detail":{"name":"a"}}]}',
    [["NAME_UNKNOWN", "repository name not known to registry"]],
  ],
  ["registry.redhat.io", '{"errors":[{"code":"404","message":"Not Found"}]}', [["404", "Not Found"]]],
  ["Artifactory", '{"errors":[{"status":401,"message":"Bad credentials"}]}', [["401", "Bad credentials"]]],
  ["Docker Hub's token server", '{"details":"incorrect username or password"}', [["", "incorrect username or password"]]],
  ["Docker Hub's API", '{"detail":"Rate limit exceeded","error":false}', [["", "Rate limit exceeded"]]],
  [
    "Google's API",
    '{"error":{"code":403,"message":"Permission denied","status":"PERMISSION_DENIED"}}',
    [["PERMISSION_DENIED", "Permission denied"]],
  ],
  ["OAuth", '{"error":"invalid_grant","error_description":"Token has expired"}', [["invalid_grant", "Token has expired"]]],
  [
    "Amazon",
    '{"__type":"AccessDeniedException","Message":"User is not authorized"}',
    [["AccessDeniedException", "User is not authorized"]],
  ],
  ["GitHub", '{"message":"Bad credentials","documentation_url":"https://docs.github.com","status":"401"}', [["401", "Bad credentials"]]],
  ["ECR", "Not Authorized\n", [["", "Not Authorized"]]],
  ["a JSON string", '"nope"', [["", "nope"]]],
  ["Quay", "true", []],
  ["a web page", "<html><body>502</body></html>", []],
  ["nothing", "", []],
  ["an empty object", "{}", []],
  ["errors that are none", '{"errors":[1,null,"x"]}', []],
  ["errors that are nested too deep", `{"errors":[{"code":"X","detail":${"[".repeat(21)}${"]".repeat(21)}}]}`, []],
  ["text that begins like JSON", "[error] no upstream", [["", "[error] no upstream"]]],
  ["JSON that was cut off", `{"errors":[{"code":"X","message":"${"y".repeat(64 * 1024)}`, []],
  ["lines and control characters", '{"message":"a\\r\\nb\\u0000\\u001b[31m c\\u202e"}', [["", "a b [31m c"]]],
];

describe("parseErrorBody", () => {
  for (const [name, body, expected] of bodies) {
    test(name, () =>
      assert.deepEqual(
        parseErrorBody(Buffer.from(body), undefined).map((detail) => [detail.code, detail.message]),
        expected,
      ),
    );
  }

  test("is bounded", () => {
    const body = JSON.stringify({ errors: Array.from({ length: 1000 }, () => ({ code: "X", message: "y".repeat(10_000) })) });
    const details = parseErrorBody(Buffer.from(body), undefined);
    assert.equal(details.length, 20);
    assert.equal(details[0]?.message.length, 500);
  });
});

const codes: readonly (readonly [
  name: string,
  status: number,
  options: { readonly body?: string; readonly challenge?: string; readonly authenticated?: boolean },
  code: RegistryErrorCode,
])[] = [
  ["401", 401, {}, "unauthorized"],
  ["401 with a token that is not enough", 401, { challenge: 'Bearer realm="r",error="insufficient_scope"', authenticated: true }, "denied"],
  ["the same of a token for nobody", 401, { challenge: 'Bearer realm="r",error="insufficient_scope"' }, "unauthorized"],
  ["401 with an expired token", 401, { challenge: 'Bearer realm="r",error="invalid_token"', authenticated: true }, "unauthorized"],
  ["403", 403, {}, "denied"],
  ["404", 404, {}, "not-found"],
  ["405", 405, {}, "unsupported"],
  ["400 UNSUPPORTED", 400, { body: '{"errors":[{"code":"UNSUPPORTED"}]}' }, "unsupported"],
  ["400", 400, {}, "request-rejected"],
  ["nginx on its TLS port", 400, { body: "<html><center>The plain HTTP request was sent to HTTPS port</center></html>" }, "https-server"],
  ["Go on its TLS port", 400, { body: "Client sent an HTTP request to an HTTPS server.\n" }, "https-server"],
  ["407", 407, {}, "proxy-auth-required"],
  ["412", 412, { body: "Container Registry is deprecated" }, "request-rejected"],
  ["429", 429, {}, "rate-limited"],
  ["500", 500, {}, "server-error"],
  ["501", 501, {}, "unsupported"],
  ["599", 599, {}, "server-error"],
  ["204", 204, {}, "invalid-response"],
  ["304", 304, {}, "invalid-response"],
];

describe("statusError", () => {
  for (const [name, status, { body = "", challenge, authenticated = false }, code] of codes) {
    test(`${name} is ${code}`, () => {
      const headers = new ResponseHeaders(challenge === undefined ? {} : { "www-authenticate": challenge });
      const error = statusError({ status, headers, bytes: Buffer.from(body) }, { host: "reg.example", authenticated, now: 0 });
      assert.equal(error.code, code);
      assert.equal(error.status, status);
      assert.equal(error.params["host"], "reg.example");
    });
  }

  test("carries the registry's words and its Retry-After", () => {
    const bytes = Buffer.from('{"errors":[{"code":"TOOMANYREQUESTS","message":"slow down"}]}');
    const error = statusError(
      { status: 429, headers: new ResponseHeaders({ "retry-after": "30" }), bytes },
      { host: "reg.example", authenticated: false, now: 0 },
    );
    assert.equal(error.message, "reg.example answered 429: TOOMANYREQUESTS");
    assert.equal(error.details[0]?.message.openForSurface(), "slow down");
    assert.deepEqual(error.retryAt, new Date(30_000));
  });

  test("what stands as its code and is none is the registry's words", () => {
    const bytes = Buffer.from('{"error":"wrong [password](command:x)"}');
    const error = statusError({ status: 401, headers: new ResponseHeaders({}), bytes }, { host: "h", authenticated: false, now: 0 });
    assert.equal(error.message, "h answered 401");
    assert.deepEqual(
      error.details.map(({ code, message }) => [code, message.openForSurface(), String(message)]),
      [["", "wrong [password](command:x)", "[foreign text]"]],
    );
  });

  test("is that of the status, however deep what it says is nested", () => {
    const detail = `${"[".repeat(100_000)}${"]".repeat(100_000)}`;
    const bytes = Buffer.from(`{"errors":[{"code":"DENIED","message":"no","detail":${detail}}]}`);
    const context = { host: "h", authorization: "Bearer abcdef", authenticated: true, now: 0 };
    const error = statusError({ status: 403, headers: new ResponseHeaders({}), bytes }, context);
    assert.equal(error.code, "denied");
    assert.equal(error.message, "h answered 403");
  });

  test("what a server echoes of our secrets is not in it", () => {
    const authorization = `Basic ${Buffer.from("me:hunter22").toString("base64")}`;
    const bytes = Buffer.from(
      JSON.stringify({
        errors: [{ code: "hunter22", message: `you sent ${authorization}, that is hunter22`, detail: { password: "hunter22" } }],
      }),
    );
    const error = statusError(
      { status: 401, headers: new ResponseHeaders({}), bytes },
      { host: "h", authorization, authenticated: true, now: 0 },
    );
    const shown = inspect(error, { depth: 10 });
    assert.ok(!shown.includes("hunter22") && !shown.includes(authorization.slice(6)), shown);
  });
});

describe("a password that is echoed", () => {
  const password = "open  sesame\tplease";
  const authorization = `Basic ${Buffer.from(`me:${password}`).toString("base64")}`;
  const shown = (message: string, context: { readonly authorization: string; readonly login?: Secret }): string => {
    const bytes = Buffer.from(JSON.stringify({ errors: [{ code: "X", message }] }));
    const error = statusError(
      { status: 401, headers: new ResponseHeaders({}), bytes },
      { host: "h", authenticated: true, now: 0, ...context },
    );
    return `${error.message} ${error.details[0]?.message.openForSurface() ?? ""}`;
  };

  test("where its message is cut off leaves no beginning of it", () => {
    for (let before = 480; before < 500; before++) {
      assert.ok(!shown(`${"y".repeat(before)}${password}`, { authorization }).includes("open"), String(before));
    }
  });

  test("is taken out before its spaces are put together", () => {
    assert.doesNotMatch(shown(`no ${password}`, { authorization }), /sesame/);
  });

  test("is taken out where the token server's token was sent", () => {
    assert.doesNotMatch(shown(`no ${password}`, { authorization: "Bearer exchanged-token", login: new Secret(password) }), /sesame/);
  });
});
