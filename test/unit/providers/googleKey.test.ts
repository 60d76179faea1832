import assert from "node:assert/strict";
import { test } from "node:test";
import { RegistryError } from "../../../src/core/registryError.ts";
import { Secret } from "../../../src/core/secret.ts";
import { text } from "../../../src/core/text.ts";
import type { LoginMethod } from "../../../src/providers/loginMethod.ts";
import { encodedKeyProblem, keyFileProblem } from "../../../src/providers/shared/google/keyFile.ts";
import { encodedKeyMethod, keyFileMethod } from "../../../src/providers/shared/google/methods.ts";
import { newDraft } from "../../../src/services/login/draft.ts";
import { adviceFor } from "../../../src/services/login/steps/frame.ts";
import { noMethod } from "../../support/noMethod.ts";
import { serviceAccountKey } from "../../support/sampleServer/serviceAccountKey.ts";

const key = serviceAccountKey();
const pem = String(key["private_key"]);
const without = (name: string): unknown => Object.fromEntries(Object.entries(key).filter(([each]) => each !== name));

const wrong: readonly (readonly [what: string, content: string, sentence: RegExp])[] = [
  ["an empty file", " \n", /empty/],
  ["text", "hello", /not JSON/],
  ["a private key alone", pem, /private key alone/],
  ["a list", "[1]", /not JSON/],
  ["JSON of another kind", '{"a": 1}', /not the key of a service account/],
  ["a kind that every object has", '{"type": "constructor"}', /not the key of a service account/],
  ["one's own credentials", '{"type": "authorized_user", "refresh_token": "x"}', /your own credentials/],
  ["workload identity", '{"type": "external_account"}', /workload identity federation/],
  ["impersonation", '{"type": "impersonated_service_account"}', /act as a service account/],
  ["no address", JSON.stringify(without("client_email")), /lacks client_email/],
  ["no private key", JSON.stringify(without("private_key")), /lacks private_key\b/],
  ["a number for a project", JSON.stringify({ ...key, project_id: 7 }), /lacks project_id/],
  ["an encrypted key", JSON.stringify({ ...key, private_key: pem.replaceAll("PRIVATE KEY", "ENCRYPTED PRIVATE KEY") }), /encrypted/],
  ["a key with doubly escaped lines", JSON.stringify({ ...key, private_key: pem.replaceAll("\n", "\\n") }), /damaged/],
  [
    "a key that cannot sign",
    JSON.stringify({ ...key, private_key: "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n" }),
    /damaged/,
  ],
  ["half a key", JSON.stringify({ ...key, private_key: pem.slice(0, 40) }), /damaged/],
  [
    "somebody else's token server",
    JSON.stringify({ ...key, token_uri: "https://evil.test/token" }),
    /names evil\.test as its token server/,
  ],
  ["one that begins like Google's", JSON.stringify({ ...key, token_uri: "https://oauth2.googleapis.com.evil.test/token" }), /token server/],
  ["an address without a host", JSON.stringify({ ...key, token_uri: "javascript:alert(1)" }), /^The key names a token server that is not/],
  ["a private key for an address", JSON.stringify({ ...key, token_uri: pem }), /^The key names a token server that is not/],
  ["one over plain HTTP", JSON.stringify({ ...key, token_uri: "http://oauth2.googleapis.com/token" }), /token server/],
];

for (const [what, content, sentence] of wrong) {
  test(`${what} is no key, and the file's text is not quoted`, () => {
    const problem = keyFileProblem(content);
    const said = problem?.text.replaceAll(/\{(\d)\}/g, (place, index: string) => problem.args?.[Number(index)] ?? place) ?? "";
    assert.match(said, sentence);
    assert.ok(!said.includes("BEGIN"), said);
    const encoded = encodedKeyProblem(Buffer.from(content).toString("base64"));
    if (content.trim() !== "") assert.deepEqual(encoded, problem);
  });
}

test("a key is one, as Google wrote it and as tools print it, and so is its Base64", () => {
  for (const content of [
    JSON.stringify(key),
    `${JSON.stringify(key, null, 2)}\n`,
    JSON.stringify({ ...key, token_uri: "https://accounts.google.com/o/oauth2/token" }),
  ]) {
    assert.equal(keyFileProblem(content), undefined);
    const encoded = Buffer.from(content).toString("base64");
    assert.equal(encodedKeyProblem(encoded), undefined);
    assert.equal(encodedKeyProblem(encoded.replaceAll(/(.{76})/g, "$1\n")), undefined, "as base64 breaks its lines");
  }
});

test("what is not Base64 is said to be something else", () => {
  assert.match(encodedKeyProblem(JSON.stringify(key))?.text ?? "", /key itself/);
  assert.match(encodedKeyProblem("päste")?.text ?? "", /not Base64/);
});

test("a key of another project than the image's is named where the registry denies, and only there", async () => {
  const content = JSON.stringify({ ...key, project_id: "acme" });
  const ifDenied = async (method: LoginMethod, secret: string, repository: string | undefined) => {
    const answers = { text: () => "", secret: () => new Secret(secret) };
    const postForm = (): never => assert.fail("no form is sent");
    const context = { ...noMethod, host: "us-central1-docker.pkg.dev", repository, postForm };
    const obtained = await method.obtain(answers, context, new AbortController().signal);
    return obtained.kind === "credential" ? obtained.ifDenied?.args : assert.fail(obtained.kind);
  };
  const encoded = Buffer.from(content).toString("base64");
  for (const [method, secret] of [
    [keyFileMethod, content],
    [encodedKeyMethod, encoded],
  ] as const) {
    assert.deepEqual(await ifDenied(method, secret, "other/team/app"), ["acme", "other"]);
    assert.deepEqual(await ifDenied(method, secret, "example.com/other/team/app"), ["acme", "example.com:other"]);
    for (const repository of ["acme/team/app", "acme", undefined]) assert.equal(await ifDenied(method, secret, repository), undefined);
  }
  const ifDeniedText = text("of another project");
  const draft = { ...(await newDraft()), method: keyFileMethod, ifDenied: ifDeniedText };
  const refused = (code: "denied" | "unauthorized"): RegistryError =>
    new RegistryError(code, "no", { params: { host: "gcr.io" }, status: 403 });
  assert.equal(adviceFor(refused("denied"), draft), ifDeniedText);
  assert.notEqual(adviceFor(refused("unauthorized"), draft), ifDeniedText);
});
