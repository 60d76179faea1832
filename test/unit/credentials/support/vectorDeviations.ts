import assert from "node:assert/strict";
import { parseConfig } from "../../../support/parseConfig.ts";
import { CredentialsError } from "../../../../src/credentials/credentialsError.ts";
import { dockerReadKeys, parseRegistryName, writeKeys } from "../../../../src/credentials/registryName.ts";
import { LabSpawn } from "./labHelper.ts";
import { MemoryFileSystem } from "./memoryFileSystem.ts";
import { configPath, testStore } from "./testStore.ts";
import { account, assertInvalidName, configOf, labMode, lookedUpHost, serverOf, typedAccount } from "./vectorInput.ts";
import { hubKey, text, type Vector } from "./vectors.ts";
import { checkRefusedLogin } from "./vectorWriting.ts";

/**
 * Where we do not do what the tool did, and why. A vector that falls under a rule is checked by `instead`. Not listed is what
 * a vector's own `recommend` asks for, and what `expectedText` does to every file that docker wrote: fields that it dropped
 * stay, and `H:443` stands beside `H`, so that nerdctl finds first what all others find.
 */
export interface Deviation {
  readonly reason: string;
  readonly applies: (vector: Vector) => boolean;
  readonly instead: (vector: Vector) => Promise<void> | void;
}

export const deviations: readonly Deviation[] = [
  {
    reason: "The names and addresses of Docker Hub all mean Docker Hub: no reader finds the keys that the tools write for them.",
    applies: (vector) => /^(?:normalize|login)/.test(vector.op) && isHubAlias(serverOf(vector)) && !isHubWanted(vector),
    instead: (vector) => assert.deepEqual(writeKeys(parseRegistryName(serverOf(vector))), [hubKey]),
  },
  {
    reason: "registry-1.docker.io is Docker Hub, for docker's images too.",
    applies: ({ input, impl }) => impl.startsWith("docker") && (text(input, "image") ?? "").startsWith("registry-1.docker.io/"),
    instead: () => assert.deepEqual(dockerReadKeys(parseRegistryName("registry-1.docker.io")), [hubKey]),
  },
  {
    reason: "nerdctl never finds the keys that it writes for `?ns=` and for its own scheme, so both are refused.",
    applies: (vector) => vector.op !== "read" && /[?&]ns=.|^nerdctl-experimental:/.test(serverOf(vector)),
    instead: (vector) => assertInvalidName(serverOf(vector)),
  },
  {
    reason: "An IPv6 address keeps its brackets; the tools drop them where there is no port, and get a key that names no host.",
    applies: (vector) => vector.op !== "read" && /^(?:https?:\/\/)?\[[^\]]*\](?:\/.*)?$/.test(serverOf(vector)),
    instead: (vector) => assert.deepEqual(writeKeys(parseRegistryName(serverOf(vector))), ["[::1]", "[::1]:443"]),
  },
  {
    reason: "Names that nerdctl refuses are refused; docker takes them as they are, or drops the scheme.",
    applies: (vector) => vector.op === "login-key" && isRefusedByNerdctl(serverOf(vector)),
    instead: (vector) => assertInvalidName(serverOf(vector)),
  },
  {
    reason: "A colon without a port means no port, as for nerdctl.",
    applies: (vector) => vector.op === "login-key" && /:\/?$/.test(serverOf(vector)),
    instead: (vector) => assert.equal(parseRegistryName(serverOf(vector)).display, "reg.example"),
  },
  {
    reason: "`H:443` follows the helper of `H`, so that a look-up for it asks that helper too.",
    applies: (vector) =>
      vector.op === "read" && /:443\//.test(text(vector.input, "image") ?? "") && /credHelpers/.test(configOf(vector) ?? ""),
    instead: async (vector) => {
      const { store } = testStore(configOf(vector), { spawn: new LabSpawn("plain") });
      assert.equal((await store.lookup(lookedUpHost(vector)))?.origin.helper, "lab");
    },
  },
  {
    reason:
      "A helper that fails is an error, as in docker 29, crane and BuildKit, and ends the look-up: a locked keychain asks once, not six times.",
    applies: (vector) =>
      vector.op === "read" && /"lab"/.test(configOf(vector) ?? "") && /^(?:locked|badjson|errstderr|err)$/.test(labMode(vector)),
    instead: async (vector) => {
      const { store, spawn } = testStore(configOf(vector), { spawn: new LabSpawn(labMode(vector)) });
      await assert.rejects(store.lookup(lookedUpHost(vector)), CredentialsError);
      assert.equal(spawn.calls.length, 1);
    },
  },
  {
    reason: "docker sends the raw `auth` of a file that it could not decode to its daemon. It is no credential.",
    applies: ({ op, expect }) => op === "read" && "auth" in Object(expect["xRegistryAuth"]),
    instead: (vector) => assert.notEqual(parseConfig(Buffer.from(configOf(vector) ?? ""), configPath).problems.length, 0),
  },
  {
    reason: "A user name with a colon is refused: no reader could take the entry apart again.",
    applies: ({ op, input }) => op === "login" && /:/.test(text(input, "username") ?? ""),
    instead: checkRefusedLogin,
  },
  {
    reason: "One line end is dropped from a password, as docker does since 29.6; other white space may belong to it.",
    applies: ({ op, input }) => op === "login" && /^\s|\s(?:\r\n|.)$/s.test(text(input, "password") ?? ""),
    instead: async (vector) => {
      const { store } = testStore(configOf(vector));
      await store.save(serverOf(vector), typedAccount(vector));
      const credential = (await store.lookup(serverOf(vector)))?.credential;
      const typed = text(vector.input, "password") ?? "";
      assert.equal(credential?.kind === "basic" && credential.password.reveal(), typed.replace(/\r\n$|[\r\n]$/, ""));
    },
  },
  {
    reason: "A dangling link is refused even where its target's directory exists: the file is more likely on a volume that is not mounted.",
    applies: ({ input }) => text(input, "symlink") === "config.json -> dangling",
    instead: async () => {
      const { store, files } = testStore(null, { files: new MemoryFileSystem().link(configPath, "dangling") });
      await assert.rejects(store.save("reg.example", account("u", "p")), { code: "config-dangling-link" });
      assert.deepEqual(files.files, [configPath]);
    },
  },
  {
    reason: "The owner is kept whoever it is; docker does so only where user and group are both other than root.",
    applies: ({ input }) => typeof input["uid"] === "number" && (input["uid"] === 0 || input["gid"] === 0),
    instead: async ({ input }) => {
      const { store, files } = testStore("{}");
      await files.changeOwner(configPath, Number(input["uid"]), Number(input["gid"]));
      await store.save("reg.example", account("u", "p"));
      assert.deepEqual([files.nodes.get(configPath)?.uid, files.nodes.get(configPath)?.gid], [input["uid"], input["gid"]]);
    },
  },
  {
    reason:
      "Logging out removes every spelling of the host; docker leaves `https://H/v1/`, `H:443` and its own Docker Hub mistakes, nerdctl what has a path.",
    applies: ({ op, expect }) => op === "logout" && text(expect, "configText") !== undefined && !("helperCalls" in expect),
    instead: async (vector) => {
      const { store, files } = testStore(configOf(vector));
      await store.erase(serverOf(vector));
      const written = files.text(configPath) ?? "";
      const { display } = parseRegistryName(serverOf(vector));
      const left = text(vector.expect, "configText") ?? "";
      const leftKeys = Object.keys((JSON.parse(left) as { readonly auths: object }).auths);
      const wanted = leftKeys.filter((key) => parseRegistryName(key).display !== display);
      assert.deepEqual(Object.keys((JSON.parse(written) as { readonly auths: object }).auths), wanted);
      if (wanted.length === leftKeys.length) assert.equal(written, left);
    },
  },
  {
    reason: "A helper that fails to erase is not asked for the other spellings; the entry stays, as with docker, and the failure is told.",
    applies: ({ op, input }) => op === "logout" && text(input, "helperMode") === "err",
    instead: async (vector) => {
      const { store, files, spawn } = testStore(configOf(vector), { spawn: new LabSpawn("err") });
      const { failures, removed } = await store.erase(serverOf(vector));
      assert.deepEqual([failures.map(({ code }) => code), removed, spawn.calls.length], [["helper-failed"], [], 1]);
      assert.equal(files.text(configPath), text(vector.expect, "configText"));
    },
  },
];

function isHubAlias(server: string): boolean {
  return /^(?:https?:\/\/)?(?:docker\.io|index\.docker\.io|registry-1\.docker\.io)(?::443)?(?:\/.*)?$/i.test(server);
}

function isHubWanted({ expect }: Vector): boolean {
  return [expect["canonicalKey"], expect["writtenKey"]].includes(hubKey) || (text(expect, "configText") ?? "").includes(hubKey);
}

function isRefusedByNerdctl(server: string): boolean {
  const [host = ""] = server.replace(/^[a-z]+:\/\//i, "").split("/", 1);
  return /^(?!https?:)[a-z]+:\/\/|\s|%(?![0-9a-f]{2})/i.test(server) || /:[0-9]*[^0-9\]][^\]]*$/.test(host);
}
