import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { connectionError, ProxyUnreachable } from "../../../../src/registry/http/connectionError.ts";
import { RegistryError, type RegistryErrorCode } from "../../../../src/core/registryError.ts";

function failure(code: string | undefined, message = "", more: object = {}): Error {
  return Object.assign(new Error(message), code === undefined ? {} : { code }, more);
}

/** Errors as Node and undici raise them. */
const cases: readonly (readonly [name: string, thrown: unknown, code: RegistryErrorCode])[] = [
  ["a refused connection", failure("ECONNREFUSED"), "connection-refused"],
  [
    "a refused connection at every address of a name",
    new AggregateError([failure("ECONNREFUSED"), failure("ECONNREFUSED")]),
    "connection-refused",
  ],
  ["an unknown name", failure("ENOTFOUND"), "host-not-found"],
  ["a name server that does not answer", failure("EAI_AGAIN"), "host-not-found"],
  ["no network", failure("ENETUNREACH"), "network-unreachable"],
  ["no route", failure("EHOSTUNREACH"), "network-unreachable"],
  ["undici's dial timeout", failure("UND_ERR_CONNECT_TIMEOUT"), "timed-out"],
  ["the system's timeout", failure("ETIMEDOUT"), "timed-out"],
  ["silence within headers", failure("UND_ERR_HEADERS_TIMEOUT"), "timed-out"],
  ["silence within a body", failure("UND_ERR_BODY_TIMEOUT"), "timed-out"],
  ["a reset", failure("ECONNRESET"), "connection-lost"],
  ["a closed connection", failure("UND_ERR_SOCKET", "other side closed"), "connection-lost"],
  ["an unknown authority", failure("UNABLE_TO_VERIFY_LEAF_SIGNATURE"), "tls-untrusted"],
  ["a certificate that signs itself", failure("DEPTH_ZERO_SELF_SIGNED_CERT"), "tls-untrusted"],
  ["a chain that signs itself", failure("SELF_SIGNED_CERT_IN_CHAIN"), "tls-untrusted"],
  ["another name", failure("ERR_TLS_CERT_ALTNAME_INVALID"), "tls-name-mismatch"],
  ["an expired certificate", failure("CERT_HAS_EXPIRED"), "tls-expired"],
  ["an alert", failure("ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE"), "tls-failed"],
  ["plain HTTP on a TLS port", failure("ERR_SSL_WRONG_VERSION_NUMBER"), "plain-http-server"],
  [
    "the same in older words",
    failure("EPROTO", "…:error:100000f7:SSL routines:OPENSSL_internal:WRONG_VERSION_NUMBER: wrong version number"),
    "plain-http-server",
  ],
  ["another protocol", failure(undefined, "Expected HTTP/", { name: "HTTPParserError", data: "SSH-2.0" }), "invalid-response"],
  ["headers without end", failure("UND_ERR_HEADERS_OVERFLOW"), "invalid-response"],
  ["a header that cannot be sent", failure("UND_ERR_INVALID_ARG"), "invalid-header"],
  ["a proxy that wants a login", failure("UND_ERR_ABORTED", "Proxy response (407) !== 200 when HTTP Tunneling"), "proxy-auth-required"],
  ["a proxy that refuses", failure("UND_ERR_ABORTED", "Proxy response (403) !== 200 when HTTP Tunneling"), "proxy-failed"],
  ["a proxy that closes", failure("UND_ERR_PRX_CONN"), "proxy-failed"],
  ["a proxy of another name", failure("UND_ERR_PRX_TLS"), "proxy-untrusted"],
  ["the cause of a cause", new Error("fetch failed", { cause: new Error("inner", { cause: failure("ENOTFOUND") }) }), "host-not-found"],
  ["something else", new Error("?"), "connection-lost"],
  ["no error at all", "boom", "connection-lost"],
];

describe("connectionError", () => {
  const url = new URL("https://reg.example:5000/v2/");
  for (const [name, thrown, code] of cases) {
    test(`${name}: ${code}`, () => {
      const error = connectionError(thrown, url);
      assert.equal(error.code, code);
      assert.equal(error.params["host"], "reg.example:5000");
      assert.equal(error.cause, thrown);
      assert.ok(error.message.startsWith("reg.example:5000 "));
    });
  }

  test("a TLS alert in answer to plain HTTP", () => {
    const alert = failure(undefined, "Expected HTTP/", { name: "HTTPParserError", data: "\u0015\u0003\u0001" });
    assert.equal(connectionError(alert, new URL("http://reg.example/")).code, "https-server");
    assert.equal(connectionError(alert, url).code, "invalid-response");
  });

  test("through a proxy, who refuses is the proxy", () => {
    const error = connectionError(failure("ECONNREFUSED"), url, "proxy.example:3128");
    assert.equal(error.code, "proxy-failed");
    assert.equal(error.params["proxy"], "proxy.example:3128");
    assert.equal(connectionError(failure("CERT_HAS_EXPIRED"), url, "proxy.example:3128").code, "tls-expired");
  });

  /** What an error means behind the proxy and on the way to it, for a registry over HTTPS, and for one over HTTP. */
  const proxied: readonly (readonly [code: string, behind: RegistryErrorCode, onTheWay: RegistryErrorCode, plain: RegistryErrorCode])[] = [
    ["UNABLE_TO_VERIFY_LEAF_SIGNATURE", "tls-untrusted", "proxy-untrusted", "proxy-untrusted"],
    ["CERT_HAS_EXPIRED", "tls-expired", "proxy-untrusted", "proxy-untrusted"],
    ["ERR_TLS_CERT_ALTNAME_INVALID", "tls-name-mismatch", "proxy-untrusted", "proxy-untrusted"],
    ["ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE", "tls-failed", "proxy-failed", "proxy-failed"],
    ["ERR_SSL_WRONG_VERSION_NUMBER", "plain-http-server", "proxy-failed", "proxy-failed"],
    ["ECONNREFUSED", "proxy-failed", "proxy-failed", "proxy-failed"],
    ["ECONNRESET", "connection-lost", "proxy-failed", "connection-lost"],
    ["UND_ERR_CONNECT_TIMEOUT", "timed-out", "proxy-failed", "timed-out"],
  ];
  for (const [code, behind, onTheWay, plain] of proxied) {
    test(`through a proxy, ${code}`, () => {
      const thrown = failure(code);
      const codeOf = (error: Error, target: URL): RegistryErrorCode => connectionError(error, target, "proxy.example:3128").code;
      assert.deepEqual(
        [codeOf(thrown, url), codeOf(new ProxyUnreachable(thrown), url), codeOf(thrown, new URL("http://reg.example/"))],
        [behind, onTheWay, plain],
      );
    });
  }

  const silent = failure("UND_ERR_SOCKET", "other side closed", { socket: { bytesRead: 0 } });
  const endings: readonly (readonly [
    name: string,
    thrown: Error,
    url: string,
    proxy: string | undefined,
    silent: "http" | "https" | undefined,
  ])[] = [
    ["without a byte", silent, "http://reg.example/", undefined, "http"],
    [
      "within an answer",
      failure("UND_ERR_SOCKET", "other side closed", { socket: { bytesRead: 9 } }),
      "http://reg.example/",
      undefined,
      undefined,
    ],
    [
      "within a TLS handshake",
      failure("ECONNRESET", "Client network socket disconnected before secure TLS connection was established"),
      "https://reg.example/",
      undefined,
      "https",
    ],
    ["within an answer over HTTPS", failure("ECONNRESET", "aborted"), "https://reg.example/", undefined, undefined],
    ["by a proxy", silent, "http://reg.example/", "proxy.example:3128", undefined],
    [
      "before there was a connection",
      failure("ECONNREFUSED", "", { socket: { bytesRead: 0 } }),
      "http://reg.example/",
      undefined,
      undefined,
    ],
  ];
  for (const [name, thrown, target, proxy, expected] of endings) {
    test(`closed ${name}: ${expected === undefined ? "not silent" : "silent"}`, () =>
      assert.equal(connectionError(thrown, new URL(target), proxy).params["silent"], expected));
  }

  test("an error of ours stays what it is", () => {
    const error = new RegistryError("digest-mismatch", "x");
    assert.equal(connectionError(error, url), error);
  });

  test("causes in a circle end", () => {
    const error = new Error("a");
    error.cause = new Error("b", { cause: error });
    assert.equal(connectionError(error, url).code, "connection-lost");
  });
});
