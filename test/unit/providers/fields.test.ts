import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { SecretQuestion, TextQuestion } from "../../../src/providers/question.ts";
import { loadedProviders as providers } from "../../support/loadedProviders.ts";

type Field = TextQuestion | SecretQuestion;

type FieldName = readonly [provider: string, method: string, field: string];

function fieldOf([id, methodId, fieldId]: FieldName): Field {
  const method = providers.find((provider) => provider.id === id)?.methods.find((each) => each.id === methodId);
  const field = method?.questions.find((each): each is Field => (each.kind === "text" || each.kind === "secret") && each.id === fieldId);
  assert.ok(field !== undefined, `${id} ${methodId} ${fieldId}`);
  return field;
}

/** What keeps a person on the field, and what does not. */
const refused: readonly (readonly [FieldName, wrong: string, sentence: string, right: readonly string[]])[] = [
  [
    ["dockerhub", "token", "username"],
    "alice@example.com",
    "That is an e-mail address: Docker Hub wants the Docker ID.",
    ["alice", " alice "],
  ],
  [
    ["ghcr", "token", "username"],
    "octo@example.com",
    "That is an e-mail address: GitHub wants your user name, in lower case.",
    ["octo", "Octo"],
  ],
  [
    ["ghcr", "token", "secret"],
    "github_pat_11ABCDEFG0",
    "Fine-grained GitHub tokens do not work with the container registry: create a classic one.",
    ["ghp_0123", "gho_0123", "ghs_0123", "0123456789abcdef0123456789abcdef01234567"],
  ],
  [["quay", "robot", "username"], "ci", "A robot account is named NAMESPACE+NAME, such as acme+ci.", ["acme+ci", "acme-2.org+ci_1"]],
  [["quay", "robot", "username"], "acme+", "A robot account is named NAMESPACE+NAME, such as acme+ci.", []],
  [
    ["ecr", "password", "secret"],
    "AKIAIOSFODNN7EXAMPLE",
    "This is an access key, not a password: run the command and paste its output.",
    ["eyJwYXlsb2FkIjoi", "AKIA"],
  ],
  [
    ["ecr", "password", "secret"],
    "AKIAIOSFODNN7EXA",
    "This is an access key, not a password: run the command and paste its output.",
    ["AKIA"],
  ],
  [
    ["ecr", "password", "secret"],
    "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
    "This looks like a secret access key, not a password: run the command and paste its output.",
    ["wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEYx"],
  ],
  [
    ["ecr", "public", "secret"],
    "ASIAIOSFODNN7EXAMPLE\n",
    "This is an access key, not a password: run the command and paste its output.",
    ["eyJwYXlsb2FkIjoi"],
  ],
  [["ecr", "profile", "mfaCode"], "12345", "The code has six digits.", ["123456", " 123456 "]],
  [
    ["ecr", "access-key", "accessKeyId"],
    "alice",
    "An access key ID begins with AKIA or ASIA and consists of capital letters and digits.",
    ["AKIAIOSFODNN7EXAMPLE", " ASIAIOSFODNN7EXAMPLE "],
  ],
  [
    ["ecr", "access-key", "secretAccessKey"],
    "AKIAIOSFODNN7EXAMPLE",
    "This is the ID of an access key: enter its secret access key here.",
    ["wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"],
  ],
  [
    ["acr", "service-principal", "username"],
    "contoso",
    "An application ID has the form of a GUID: 8-4-4-4-12 digits and letters a to f.",
    ["11111111-2222-3333-4444-55555555abcd", "11111111-2222-3333-4444-55555555ABCD"],
  ],
  [["gar", "token", "secret"], '{"type": "service_account"}', "This is a key file's text: go back and choose the key file.", ["ya29.x"]],
  [["gcr", "token", "secret"], " {}", "This is a key file's text: go back and choose the key file.", ["ya29.x"]],
  [["gar", "encoded-key", "secret"], "päste", "This is not Base64.", []],
  [["gcr", "encoded-key", "secret"], "{}", "This is the key itself and not its Base64. Choose the file instead.", []],
  [["generic", "password", "username"], " ", "Enter a user name.", ["a", "alice@example.com", "$oauthtoken"]],
  [["generic", "password", "username"], "a:b", "A user name cannot contain a colon: docker could not read it back.", []],
  [["generic", "password", "username"], "a\u0007b", "A user name cannot contain control characters.", []],
  [["generic", "password", "secret"], "\n", "Enter a password or token.", [" ", "pass:word"]],
];

/** What is said while it may be right all the same, since administrators can rename things. */
const hinted: readonly (readonly [FieldName, doubtful: string, sentence: string, right: readonly string[]])[] = [
  [
    ["dockerhub", "token", "secret"],
    "dckr_oat_x",
    "This looks like an organization's token: its user name is the organization.",
    ["dckr_pat_x", "a password"],
  ],
  [
    ["dockerhub", "organization", "secret"],
    "dckr_pat_x\n",
    "This looks like a personal token: its user name is your Docker ID.",
    ["dckr_oat_x"],
  ],
  [["ghcr", "token", "username"], " Octo ", "Your GitHub user name is written in lower case here: {0}", ["octo"]],
  [["gar", "token", "secret"], "token", "Google's access tokens begin with “ya29.”.", ["ya29.a0"]],
  [["gcr", "token", "secret"], "token", "Google's access tokens begin with “ya29.”.", ["ya29.a0"]],
  [
    ["acr", "access-key", "username"],
    "11111111-2222-3333-4444-55555555abcd",
    "This looks like a service principal: go back and choose that.",
    ["contoso"],
  ],
  [
    ["acr", "access-key", "secret"],
    "eyJhbGciOiJSUzI1NiJ9.eyJhdWQiOiJ4In0.c2ln",
    "This looks like a token of “az acr login”: its user name is {0}.",
    ["x7Q+abc/def=", "eyJ"],
  ],
  [
    ["jfrog", "password", "secret"],
    "password",
    "This is the password of a fresh installation: anyone may know it. Change it in Artifactory.",
    ["Password", "secret"],
  ],
  [["jfrog", "password", "secret"], "cmVmdGtuOjAx", "This looks like a token, which works here as well.", []],
  [["jfrog", "password", "secret"], "eyJ2ZXIiOiIyIn0.e30.x", "This looks like a token, which works here as well.", []],
  [["jfrog", "token", "secret"], "AKCp8x", "This looks like an API key, which JFrog is removing: create a token.", ["eyJ2ZXIi.e30.x"]],
  [["gitlab", "token", "username"], "gitlab+deploy-token-1", "This is the name of a deploy token: go back and choose that.", ["alice"]],
  [["gitlab", "token", "secret"], "gldt-x", "This looks like a deploy token: go back and choose that.", ["glpat-x", "renamed-x"]],
  [["gitlab", "deploy", "secret"], "glpat-x", "This looks like an access token: go back and choose that.", ["gldt-x", "x"]],
  [["quay", "password", "username"], "acme+ci", "This is the name of a robot account: go back and choose that.", ["alice"]],
  [
    ["harbor", "robot", "username"],
    "ci",
    "A robot's full name has a $, such as robot$project+name.",
    ["robot$acme+ci", "robot$ci", "bot$ci"],
  ],
];

void describe("a field says what is wrong with it", () => {
  for (const [field, wrong, sentence, right] of refused) {
    void test(`${field.join(" ")}: ${sentence}`, () => {
      const { check, hint } = fieldOf(field);
      assert.equal(check(wrong)?.text, sentence);
      for (const value of right) assert.equal(check(value), undefined, value);
      assert.equal(hint?.(right[0] ?? ""), undefined);
    });
  }
});

test("the password of a fresh installation is one at no cloud of JFrog", () => {
  const { hint } = fieldOf(["jfrog", "password", "secret"]);
  assert.equal(hint?.("password", "acme.jfrog.io"), undefined);
  assert.match(hint?.("password", "art.example.test:8081")?.text ?? "", /fresh installation/);
});

void describe("a field warns, and lets pass", () => {
  for (const [field, doubtful, sentence, right] of hinted) {
    void test(`${field.join(" ")}: ${sentence}`, () => {
      const { check, hint } = fieldOf(field);
      assert.deepEqual([check(doubtful), hint?.(doubtful)?.text], [undefined, sentence]);
      for (const value of right) assert.equal(hint?.(value), undefined, value);
    });
  }
});

test("GitHub's user name is taken in lower case, and a hint says so", () => {
  const { clean, hint } = fieldOf(["ghcr", "token", "username"]);
  assert.equal(clean(" Octo "), "octo");
  assert.deepEqual(hint?.(" Octo ")?.args, ["octo"]);
});

test("every check that a provider has of its own is in these tables", () => {
  const plain = fieldOf(["generic", "password", "username"]);
  const named = new Set([...refused, ...hinted].map(([field]) => field.join(" ")));
  for (const { id, methods } of providers) {
    for (const method of methods) {
      for (const field of method.questions) {
        if (field.kind === "choice" || field.kind === "file") continue;
        const isPlain =
          field.hint === undefined &&
          ["a@b", "github_pat_x", "dckr_oat_x", "ci"].every((value) => field.check(value) === plain.check(value));
        assert.ok(isPlain || named.has([id, method.id, field.id].join(" ")), `${id} ${method.id} ${field.id}`);
      }
    }
  }
});
