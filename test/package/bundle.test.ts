import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { test } from "node:test";
import type { Metafile } from "esbuild";
import { Secret } from "../../src/core/secret.ts";
import type * as sdkModule from "../../src/providers/ecr/sdk.ts";

const root = path.join(import.meta.dirname, "../..");
const { outputs } = JSON.parse(readFileSync(path.join(root, "out/bundle.json"), "utf8")) as Metafile;

/** The files of the extension; the language server is a process of its own. */
const ofExtension = Object.entries(outputs).filter(([file]) => file !== "dist/hostsServer.js" && !file.startsWith("dist/server/"));

/** What loads together with a file of the bundle: itself, and all that it imports statically. */
function loadedWith(file: string, seen = new Set<string>()): Set<string> {
  if (seen.has(file)) return seen;
  seen.add(file);
  for (const { path: imported, kind, external } of outputs[file]?.imports ?? []) {
    if (kind === "import-statement" && external !== true) loadedWith(imported, seen);
  }
  return seen;
}

const atStart = [...loadedWith("dist/extension.js")];

test("what loads at activation has at most 115 KB", () => {
  const bytes = atStart.map((file) => outputs[file]?.bytes ?? 0).reduce((sum, each) => sum + each, 0);
  assert.ok(bytes > 10_000 && bytes <= 115_000, `${bytes} bytes in ${atStart.join(", ")}`);
});

test("activation loads neither the HTTP client, nor the language client, nor the public suffix list", () => {
  const packages = atStart.flatMap((file) => Object.keys(outputs[file]?.inputs ?? {})).filter((input) => input.includes("node_modules/"));
  assert.deepEqual(packages, []);
});

test("they are in the bundle all the same, and share one copy of core", () => {
  const inputs = ofExtension.flatMap(([, output]) => Object.keys(output.inputs));
  for (const name of ["undici", "vscode-languageclient", "tldts"])
    assert.ok(
      inputs.some((input) => input.includes(`node_modules/${name}/`)),
      name,
    );
  assert.equal(inputs.filter((input) => input === "src/core/errors.ts").length, 1);
});

test("Amazon's library works without the parts that are left out of it", async () => {
  const [file = ""] = Object.entries(outputs).find(([, output]) => output.entryPoint === "src/providers/ecr/sdk.ts") ?? [];
  const sdk = (await import(path.join(root, file))) as typeof sdkModule;
  const asked: string[] = [];
  const answers: Readonly<Record<string, string>> = {
    "api.ecr.eu-west-1.amazonaws.com": `{"authorizationData":[{"authorizationToken":"${Buffer.from("AWS:pw").toString("base64")}","expiresAt":4e9}]}`,
    "api.ecr-public.us-east-1.amazonaws.com": `{"authorizationData":{"authorizationToken":"${Buffer.from("AWS:pw").toString("base64")}"}}`,
    "sts.eu-west-1.amazonaws.com":
      "<AssumeRoleResponse><AssumeRoleResult><Credentials><AccessKeyId>a</AccessKeyId><SecretAccessKey>s</SecretAccessKey></Credentials></AssumeRoleResult></AssumeRoleResponse>",
    "portal.sso.eu-west-1.amazonaws.com": `{"roleCredentials":{"accessKeyId":"a","secretAccessKey":"s","sessionToken":"t","expiration":4000000000000}}`,
    "oidc.eu-west-1.amazonaws.com": `{"accessToken":"new","expiresIn":3600}`,
  };
  const sendSigned: Parameters<typeof sdk.authorizationOf>[1]["sendSigned"] = ({ url, headers }) => {
    asked.push([url.host, headers["authorization"]?.split(" ", 1)[0] ?? ""].join(" ").trim());
    return Promise.resolve({ status: 200, header: () => undefined, bytes: Buffer.from(answers[url.host] ?? "") });
  };
  const { signal } = new AbortController();
  const api = (name: string, region = "eu-west-1") => ({ region, endpoint: `https://${name}.${region}.amazonaws.com`, sendSigned, signal });
  const keys = { accessKeyId: "AKIA", secretAccessKey: new Secret("s") };
  assert.equal((await sdk.authorizationOf(keys, api("api.ecr"), false))?.password.reveal(), "pw");
  assert.equal((await sdk.authorizationOf(keys, api("api.ecr-public", "us-east-1"), true))?.password.reveal(), "pw");
  assert.equal((await sdk.assumeRole(keys, { arn: "arn:aws:iam::1:role/x", sessionName: "n" }, api("sts")))?.accessKeyId, "a");
  // A single sign-on that has to be renewed first, as aws keeps it.
  const home = mkdtempSync(path.join(tmpdir(), "container-registries-bundle-"));
  const before = process.env["HOME"];
  process.env["HOME"] = home;
  try {
    mkdirSync(path.join(home, ".aws/sso/cache"), { recursive: true });
    const config = path.join(home, ".aws/config");
    writeFileSync(config, "[profile p]\nsso_session = s\n[sso-session s]\nsso_start_url = https://a\nsso_region = eu-west-1\n");
    const token = { accessToken: "old", expiresAt: "2020-01-01T00:00:00Z", clientId: "c", clientSecret: "d", refreshToken: "r" };
    const name = createHash("sha1").update("s").digest("hex");
    writeFileSync(path.join(home, `.aws/sso/cache/${name}.json`), JSON.stringify(token));
    const signOn = { profile: "p", startUrl: "https://a", region: "eu-west-1", account: "1", role: "r", session: "s" };
    const got = await sdk.keysOfSignOn(signOn, { config, credentials: path.join(home, ".aws/credentials") }, { sendSigned, signal });
    assert.equal(got?.sessionToken?.reveal(), "t");
  } finally {
    process.env["HOME"] = before;
    rmSync(home, { recursive: true });
  }
  const signed = "AWS4-HMAC-SHA256";
  assert.deepEqual(asked, [
    `api.ecr.eu-west-1.amazonaws.com ${signed}`,
    `api.ecr-public.us-east-1.amazonaws.com ${signed}`,
    `sts.eu-west-1.amazonaws.com ${signed}`,
    "oidc.eu-west-1.amazonaws.com",
    "portal.sso.eu-west-1.amazonaws.com",
  ]);
});

for (const state of ["set", "unset"] as const) {
  test(`loading the whole bundle leaves both global dispatchers ${state}`, () => {
    const chunks = ofExtension.map(([file]) => file).filter((file) => file.endsWith(".js"));
    const script = `
      const symbols = ["undici.globalDispatcher.1", "undici.globalDispatcher.2"].map((name) => Symbol.for(name));
      const mine = {};
      if (${state === "set"}) for (const symbol of symbols) globalThis[symbol] = mine;
      const { activate } = await import("./dist/extension.js");
      const environmentVariableCollection = { get() {}, replace() {}, delete() {} };
      activate({ subscriptions: [], globalState: { setKeysForSync() {} }, environmentVariableCollection, asAbsolutePath: (name) => name, extension: { packageJSON: ${readFileSync("package.json", "utf8")} } });
      for (const chunk of ${JSON.stringify(chunks)}) await import("./" + chunk);
      process.stdout.write(JSON.stringify(symbols.map((symbol) => globalThis[symbol] === ${state === "set" ? "mine" : "undefined"})));
      process.exit();
    `;
    const output = execFileSync(process.execPath, ["--import", "./test/support/vscodeStub.mjs", "--input-type=module", "--eval", script], {
      cwd: root,
    });
    assert.deepEqual(JSON.parse(output.toString()), [true, true]);
  });
}
