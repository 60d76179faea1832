import assert from "node:assert/strict";
import { test } from "node:test";
import { Secret } from "../../../../src/core/secret.ts";
import type { CredentialsError } from "../../../../src/credentials/credentialsError.ts";
import { logOut, logOutOfPart, removeMapping } from "../../../../src/services/login/logOut.ts";
import { type LoginsByHost, RememberedLogins } from "../../../../src/services/remembered/rememberedLogins.ts";
import { configPath, testStore, type TestStore } from "../../credentials/support/testStore.ts";

const auth = Buffer.from("alice:s3cret").toString("base64");

function makePorts(config: object | string, options: Parameters<typeof testStore>[1] = {}) {
  const made = testStore(typeof config === "string" ? config : JSON.stringify(config), options);
  const memory: { logins: LoginsByHost } = { logins: { "reg.example": { expiresAt: "2999-01-01T00:00:00Z" }, "other.example": {} } };
  const remembered = new RememberedLogins({ read: () => memory.logins, write: (logins) => Promise.resolve(void (memory.logins = logins)) });
  return { ...made, memory, ports: { store: made.store, remembered } };
}

function configOf({ files }: TestStore): Record<string, unknown> {
  return JSON.parse(files.text(configPath) ?? "") as Record<string, unknown>;
}

test("every spelling goes, other registries and unknown keys stay, and nothing is remembered", async () => {
  const made = makePorts({
    auths: { "reg.example": { auth }, "reg.example:443": { auth }, "https://reg.example": { auth }, "other.example": { auth } },
    HttpHeaders: { "X-Meta": "1" },
  });
  const result = await logOut("reg.example", made.ports);
  assert.deepEqual(
    result.removed.map(({ where, key }) => [where, key]),
    ["reg.example", "reg.example:443", "https://reg.example"].map((key) => [configPath, key]),
  );
  assert.deepEqual(configOf(made), { auths: { "other.example": { auth } }, HttpHeaders: { "X-Meta": "1" } });
  assert.deepEqual(Object.keys(made.memory.logins), ["other.example"]);
  assert.deepEqual([result.kept, result.elsewhere, result.mappedTo, result.failure], [[], [], undefined, undefined]);
});

test("what is left is told: podman's login to a part, its own files, and DOCKER_AUTH_CONFIG", async () => {
  const made = makePorts(
    { auths: { "reg.example": { auth }, "reg.example/team": { auth } } },
    { environment: { DOCKER_AUTH_CONFIG: JSON.stringify({ auths: { "reg.example": { auth } } }), REGISTRY_AUTH_FILE: "/run/auth.json" } },
  );
  made.files.mkdir("/run");
  made.files.write("/run/auth.json", JSON.stringify({ auths: { "reg.example": { auth } } }));
  const { kept, elsewhere } = await logOut("reg.example", made.ports);
  assert.deepEqual(kept, ["reg.example/team"]);
  assert.deepEqual(elsewhere.toSorted(), ["/run/auth.json", "DOCKER_AUTH_CONFIG"]);
});

test("a helper that is named for the registry is told, and goes when the person says so", async () => {
  const made = makePorts({ credHelpers: { "reg.example": "lab" } });
  const { mappedTo } = await logOut("reg.example", made.ports);
  assert.equal(mappedTo, "lab");
  await removeMapping("reg.example", made.ports);
  assert.deepEqual(configOf(made)["credHelpers"] ?? {}, {});
});

test("the mapping that a login here added goes with it, and one to another helper stays", async () => {
  const config = { auths: { "reg.example": { auth } }, credsStore: "lab", credHelpers: { "reg.example": "", "reg.example:443": "" } };
  const made = makePorts(config);
  await made.ports.remembered.set("reg.example", { mapped: "" });
  const { mappedTo, removed } = await logOut("reg.example", made.ports);
  assert.deepEqual([mappedTo, removed.length], [undefined, 1]);
  assert.deepEqual(configOf(made), { auths: {}, credsStore: "lab" });
  const other = makePorts({ ...config, credHelpers: { "reg.example": "lab" } });
  await other.ports.remembered.set("reg.example", { mapped: "" });
  assert.equal((await logOut("reg.example", other.ports)).mappedTo, "lab");
  assert.deepEqual(configOf(other)["credHelpers"], { "reg.example": "lab" });
});

test("the store that a login here named goes with the last login in it, whichever that is", async () => {
  const made = makePorts({ auths: { "first.example": {}, "reg.example": {} }, credsStore: "lab", detachKeys: "ctrl-e" });
  await made.ports.remembered.set("reg.example", { addedStore: "lab", expiresAt: "2999-01-01T00:00:00Z" });
  made.spawn.reply = (action) => ({ stdout: action === "list" ? "{}" : "" });
  await logOut("reg.example", made.ports);
  assert.deepEqual(configOf(made), { auths: { "first.example": {} }, credsStore: "lab", detachKeys: "ctrl-e" });
  assert.deepEqual(made.memory.logins["reg.example"], { addedStore: "lab" });
  const { removed } = await logOut("first.example", made.ports);
  assert.ok(removed.some(({ where, key }) => where === configPath && key === "credsStore"));
  assert.deepEqual(configOf(made), { auths: {}, detachKeys: "ctrl-e" });
  assert.equal("reg.example" in made.memory.logins, false);
});

for (const [why, config, remembered, listed] of [
  ["has a login that no file names", { credsStore: "lab" }, { addedStore: "lab" }, '{"https://other.example":"bob"}'],
  ["does not tell what it has", { credsStore: "lab" }, { addedStore: "lab" }, "not json"],
  ["was named by somebody else", { credsStore: "lab" }, {}, "{}"],
  ["is another one by now", { credsStore: "other" }, { addedStore: "lab" }, "{}"],
] as const) {
  test(`a store that ${why} stays`, async () => {
    const made = makePorts({ auths: { "reg.example": {} }, ...config });
    await made.ports.remembered.set("reg.example", remembered);
    made.spawn.reply = (action) => ({ stdout: action === "list" ? listed : "" });
    await logOut("reg.example", made.ports);
    assert.equal(configOf(made)["credsStore"], config.credsStore);
  });
}

test("a save tells that it named the store, and not where one was named", async () => {
  const credential = { kind: "basic", username: "alice", password: new Secret("right") } as const;
  const store = { helper: "lab", as: "credsStore" } as const;
  assert.equal((await makePorts({}).store.save("reg.example", credential, { store })).addedStore, "lab");
  assert.equal((await makePorts({ credsStore: "old" }).store.save("reg.example", credential, { store })).addedStore, undefined);
  assert.equal((await makePorts({}).store.save("reg.example", credential)).addedStore, undefined);
});

test("a mapping to the file that was not made here is told", async () => {
  const made = makePorts({ auths: {}, credsStore: "lab", credHelpers: { "reg.example": "" } });
  assert.equal((await logOut("reg.example", made.ports)).mappedTo, "");
});

test("a helper that cannot forget the secret leaves the entry, and what is remembered", async () => {
  const made = makePorts({ auths: { "reg.example": {} }, credsStore: "lab" });
  made.spawn.reply = () => ({ exitCode: 1, stdout: "keychain is locked" });
  const { failure, removed } = await logOut("reg.example", made.ports);
  assert.deepEqual([failure?.message.includes("locked"), removed], [true, []]);
  assert.deepEqual(configOf(made), { auths: { "reg.example": {} }, credsStore: "lab" });
  assert.ok("reg.example" in made.memory.logins);
});

test("where there is no login, nothing is removed or written", async () => {
  const before = `{ "auths" : { "other.example": { "auth": "${auth}" } } }`;
  const made = makePorts(before);
  assert.deepEqual((await logOut("reg.example", made.ports)).removed, []);
  assert.equal(made.files.text(configPath), before);
});

test("a file that does not parse stays as it is, and so does what is remembered", async () => {
  const made = makePorts('{"auths": {');
  await assert.rejects(logOut("reg.example", made.ports), (error: CredentialsError) => error.code === "config-invalid-json");
  assert.equal(made.files.text(configPath), '{"auths": {');
  assert.ok("reg.example" in made.memory.logins);
});

test("mapping a helper names it for the host and for others that have nothing of their own, and keeps everything else", async () => {
  const made = makePorts({
    auths: { "reg.example": { auth }, "other.example": { auth }, "three.example:443": { auth }, "empty.example": {} },
    credHelpers: { "x.example": "lab" },
    detachKeys: "ctrl-e",
  });
  const others = ["two.example", "three.example", "x.example", "empty.example", "reg.example"];
  const saved = await made.store.mapHelper("ecr-login", "reg.example", { others });
  assert.deepEqual(
    [saved.helper, saved.mapped, saved.alsoMapped, saved.keptAsIs],
    ["ecr-login", "ecr-login", ["two.example", "empty.example"], ["three.example", "x.example"]],
  );
  assert.deepEqual(configOf(made), {
    auths: { "other.example": { auth }, "three.example:443": { auth }, "empty.example": {} },
    credHelpers: {
      "x.example": "lab",
      "reg.example": "ecr-login",
      "two.example": "ecr-login",
      "empty.example": "ecr-login",
    },
    detachKeys: "ctrl-e",
  });
  await assert.rejects(made.store.mapHelper("../evil", "reg.example"), (error: CredentialsError) => error.code === "helper-name-invalid");
});

test("logging out tells which others the login had the helper named for, and takes it from them", async () => {
  const made = makePorts({ auths: {} });
  const { mapped, alsoMapped } = await made.store.mapHelper("lab", "reg.example", { others: ["two.example", "three.example"] });
  await made.ports.remembered.set("reg.example", { mapped: mapped ?? "", alsoMapped: alsoMapped ?? [] });
  await made.store.mapHelper("own", "three.example");
  const result = await logOut("reg.example", made.ports);
  assert.deepEqual(result.alsoMapped, { helper: "lab", hosts: ["two.example"] });
  await made.store.unmapHelper("lab", ["two.example", "three.example"]);
  assert.deepEqual(configOf(made), { auths: {}, credHelpers: { "three.example": "own" } });
});

test("a mapping that was there before a helper was mapped is not the login's, and another spelling's follows it", async () => {
  const made = makePorts({ auths: {}, credHelpers: { "reg.example": "ecr-login", "two.example:443": "lab" } });
  assert.equal((await made.store.mapHelper("ecr-login", "reg.example")).mapped, undefined);
  assert.equal((await made.store.mapHelper("ecr-login", "two.example")).mapped, "ecr-login");
  const { credHelpers } = configOf(made) as { readonly credHelpers: unknown };
  assert.deepEqual(credHelpers, { "reg.example": "ecr-login", "two.example": "ecr-login", "two.example:443": "ecr-login" });
});

test("a login to a part that a helper keeps goes from there first, and stays where the helper fails", async () => {
  const config = { auths: { "reg.example/team": {}, "reg.example": {} }, credsStore: "lab" };
  const made = makePorts(config);
  made.spawn.reply = () => ({ exitCode: 1, stdout: "erase: operation not implemented while locked\n" });
  assert.equal((await logOutOfPart("reg.example/team", made))?.code, "helper-failed");
  assert.deepEqual(configOf(made), config);
  made.spawn.reply = () => ({});
  assert.equal(await logOutOfPart("reg.example/team", made), undefined);
  assert.deepEqual(configOf(made), { auths: { "reg.example": {} }, credsStore: "lab" });
  assert.deepEqual(made.spawn.calls, [
    ["erase", "reg.example/team"],
    ["erase", "reg.example/team"],
  ]);
});

test("a login to a part that the file itself has, or that a mapping keeps from the store, asks no helper", async () => {
  const made = makePorts({
    auths: { "reg.example/team": { auth }, "reg.example/ops": {} },
    credsStore: "lab",
    credHelpers: { "reg.example/ops": "" },
  });
  for (const key of ["reg.example/team", "reg.example/ops"]) assert.equal(await logOutOfPart(key, made), undefined);
  assert.deepEqual(configOf(made)["auths"], {});
  assert.deepEqual(made.spawn.calls, []);
});

test("what is mounted is written in place where the person says so, for a part and a mapping, too", async () => {
  const made = makePorts({ auths: { "reg.example/team": { auth }, "reg.example": { auth } }, credHelpers: { "two.example": "lab" } });
  made.files.before = (name, path) => {
    if (name === "rename" && path === configPath) throw Object.assign(new Error("EBUSY"), { code: "EBUSY" });
  };
  const isMounted = (error: CredentialsError): boolean => error.code === "config-mounted";
  await assert.rejects(logOutOfPart("reg.example/team", made), isMounted);
  await assert.rejects(removeMapping("two.example", made), isMounted);
  await logOutOfPart("reg.example/team", made, { writeInPlace: true });
  await removeMapping("two.example", made, { writeInPlace: true });
  assert.deepEqual(configOf(made), { auths: { "reg.example": { auth } } });
});

test("a mapping that the host had already is not claimed for the login, though that of another host is new", async () => {
  const made = makePorts({ auths: {}, credHelpers: { "reg.example": "lab" } });
  const first = await made.store.mapHelper("lab", "reg.example", { others: ["two.example"] });
  assert.deepEqual([first.mapped, first.alsoMapped], [undefined, ["two.example"]]);
  const second = await made.store.mapHelper("lab", "three.example", { others: ["reg.example"] });
  assert.deepEqual([second.mapped, second.alsoMapped, second.keptAsIs], ["lab", [], []]);
});
