import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { Secret } from "../../../../src/core/secret.ts";
import type { RegistryErrorCode } from "../../../../src/core/registryError.ts";
import type { SentLogin } from "../../../../src/registry/http/refusal.ts";
import { statusError } from "../../../../src/registry/http/statusError.ts";
import { ResponseHeaders } from "../../../../src/registry/http/transport.ts";
import { loadSample } from "../../../support/sampleServer/samples.ts";
import { assertLinear } from "../../../support/assertLinear.ts";

const now = Date.UTC(2026, 0, 1);
const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString("base64url");
const endedAt = now - 3 * 3_600_000;
const ended = new Secret(`${part({ alg: "none" })}.${part({ exp: endedAt / 1000 })}.x`);
const endedEcr = new Secret(
  Buffer.from(JSON.stringify({ payload: "p", datakey: "d", version: "2", type: "DATA_KEY", expiration: endedAt / 1000 })).toString(
    "base64",
  ),
);
const password = new Secret("a s3cret word");

interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

function errorOf({ status, headers = {}, body = "" }: Answer, login: SentLogin | undefined) {
  return statusError(
    { status, headers: new ResponseHeaders(headers), bytes: Buffer.from(body) },
    { host: "reg.example", authenticated: login !== undefined, login, now },
  );
}

function sample(name: string): Answer {
  const { status, headers, body, text = "" } = loadSample(name).response;
  return { status, headers: headers as Readonly<Record<string, string>>, body: body === undefined ? text : JSON.stringify(body) };
}

const said = (message: string, status = 401): Answer => ({ status, body: JSON.stringify({ errors: [{ code: "UNAUTHORIZED", message }] }) });
const sso = (url: string): Answer => ({ status: 403, headers: { "x-github-sso": `required; url=${url}` } });

const cases: readonly (readonly [what: string, answer: Answer, login: SentLogin | undefined, code: RegistryErrorCode, params: object])[] = [
  [
    "ECR's of a password that has expired",
    sample("ecr/token-expired-403"),
    password,
    "unauthorized",
    { login: "sent", refusal: "expired" },
  ],
  ["ECR's of any other", sample("ecr/v2-401"), password, "unauthorized", { login: "sent", refusal: "untold" }],
  ["Docker Hub's", sample("dockerhub/registry-token-401"), password, "unauthorized", { login: "sent", refusal: "wrong" }],
  ["GitLab's", sample("gitlab/jwt-auth-401"), password, "unauthorized", { login: "sent", refusal: "wrong" }],
  ["Quay's", sample("quay/auth-401"), password, "unauthorized", { login: "sent", refusal: "wrong" }],
  ["Artifactory's", sample("jfrog/api-401"), password, "unauthorized", { login: "sent", refusal: "wrong", product: "artifactory" }],
  ["Azure's", sample("acr/oauth2-token-401"), password, "unauthorized", { login: "sent", refusal: "untold" }],
  ["GHCR's, which does not tell", sample("ghcr/token-403"), password, "denied", { login: "sent" }],
  ["GitHub's of a scope", sample("ghcr/api-403-scope"), password, "denied", { login: "sent", refusal: "scope", scope: "read:packages" }],
  ["a token that names its own end", said("no"), ended, "unauthorized", { login: "sent", refusal: "expired", expiredAt: endedAt }],
  ["ECR's password, which does, too", { status: 400 }, endedEcr, "unauthorized", { login: "sent", refusal: "expired", expiredAt: endedAt }],
  ["what the token server has given for it", said("no"), "exchanged", "unauthorized", { login: "exchanged", refusal: "rights" }],
  ["a robot that expired", said("robot account has expired"), password, "unauthorized", { login: "sent", refusal: "expired" }],
  ["a token that was revoked", said("The token was revoked.", 403), password, "unauthorized", { login: "sent", refusal: "revoked" }],
  ["an account that is locked", said("User alice is locked out", 403), password, "denied", { login: "sent", refusal: "locked" }],
  [
    "one that leaves open which",
    said("Incorrect username or password, or the token has expired."),
    password,
    "unauthorized",
    { login: "sent", refusal: "untold" },
  ],
  [
    "a challenge's description",
    { status: 401, headers: { "www-authenticate": 'Bearer realm="r",error="invalid_token",error_description="The access token expired"' } },
    password,
    "unauthorized",
    { login: "sent", refusal: "expired" },
  ],
  ["an expired access token", said("expired personal access token"), password, "unauthorized", { login: "sent", refusal: "expired" }],
  [
    "a disabled user",
    said("The user has been disabled by an administrator", 403),
    password,
    "unauthorized",
    { login: "sent", refusal: "revoked" },
  ],
  ...[
    "Container registry is disabled for this project",
    "Public network access is disabled for the registry of the account",
    "anonymous access is disabled",
    "anonymous user access is disabled",
    "the repository is locked",
    "the account's repository is locked",
    "the token server has an expired certificate",
    "signed with an expired certificate",
  ].map(
    (words) =>
      [`what is not about the login: ${words}`, said(words), password, "unauthorized", { login: "sent", refusal: "untold" }] as const,
  ),
  ["nobody's", said("token has expired"), undefined, "unauthorized", {}],
  ["a server's fault", { status: 500, body: "expired" }, password, "server-error", {}],
  [
    "GitHub's of single sign-on",
    sso("https://github.com/orgs/octo/sso?authorization_request=A1"),
    password,
    "denied",
    { login: "sent", refusal: "single-sign-on", authorize: "https://github.com/orgs/octo/sso?authorization_request=A1" },
  ],
  ...[
    "https://github.com.evil.test/orgs/octo/sso",
    "https://github.com@evil.test/sso",
    "https://user:pw@github.com/sso",
    "http://github.com/orgs/octo/sso",
    "https://github.com:8443/orgs/octo/sso",
    "command:workbench.action.quit",
    "javascript:alert(1)",
    "https://github.com/login/oauth/authorize?client_id=evil&scope=repo",
    "https://github.com/orgs/octo/sso/../../../login/oauth/authorize?client_id=evil",
    "https://github.com/logout?return_to=/orgs/octo/sso",
  ].map((url) => [`a page at ${url}`, sso(url), password, "denied", { login: "sent", refusal: "single-sign-on" }] as const),
];

test("of the page for single sign-on only what GitHub asks there is kept", () => {
  const page = "https://github.com/enterprises/octo/sso?return_to=https%3A%2F%2Fevil.test&authorization_request=A1#x";
  const { params } = errorOf(sso(page), password);
  assert.equal(params["authorize"], "https://github.com/enterprises/octo/sso?authorization_request=A1");
});

test("a scope that a server names is none where it has the password in it, or is no scope's name", () => {
  const authorization = `Bearer ${password.reveal().replaceAll(" ", "")}`;
  const answers: readonly Answer[] = [
    said("at least as3cretword scope", 403),
    { status: 403, headers: { "x-oauth-scopes": "", "x-accepted-oauth-scopes": "as3cretword" } },
    { status: 403, headers: { "x-oauth-scopes": "", "x-accepted-oauth-scopes": "[a](command:x), $(zap) b" } },
  ];
  for (const { status, headers = {}, body = "" } of answers) {
    const response = { status, headers: new ResponseHeaders(headers), bytes: Buffer.from(body) };
    const { params } = statusError(response, { host: "reg.example", authenticated: true, authorization, login: password, now });
    assert.equal(params["scope"], undefined);
  }
});

for (const word of ["or ", "invalid ", "expired ", "the or expired "]) {
  test(`a refusal of nothing but “${word.trim()}” is read in time that grows with it`, () =>
    assertLinear(16_000, (size) => {
      const description = word.repeat(size / word.length);
      const headers = { "www-authenticate": `Bearer realm="https://h/token",error_description="${description}"` };
      const body = JSON.stringify({ errors: Array.from({ length: 20 }, () => ({ message: description.slice(0, 500) })) });
      errorOf({ status: 401, headers, body }, "exchanged");
    }));
}

describe("what a refusal says of the login", () => {
  for (const [what, answer, login, code, params] of cases) {
    test(what, () => {
      const error = errorOf(answer, login);
      const { host, status, ...others } = error.params;
      assert.deepEqual([error.code, host, status, others], [code, "reg.example", answer.status, params]);
    });
  }
});
