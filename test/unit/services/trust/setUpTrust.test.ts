import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { X509Certificate } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:https";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, test, type TestContext } from "node:test";
import { createSecureContext } from "node:tls";
import { RegistryError } from "../../../../src/core/registryError.ts";
import { nodeFileSystem } from "../../../../src/node/nodeFileSystem.ts";
import { pingAsNobody } from "../../../../src/services/hostsFiles/checkHost.ts";
import { planConnection } from "../../../../src/services/reach/connection.ts";
import { logIn } from "../../../../src/services/login/logIn.ts";
import { TrustError } from "../../../../src/services/trust/trustError.ts";
import {
  type CertificatePair,
  createCertificateAuthority,
  createSelfSigned,
  derOf,
} from "../../../support/certificates/certificateAuthority.ts";
import { createLoginPorts } from "../../../support/loginPorts.ts";
import { listenOn } from "../../../support/registry/listen.ts";
import { type RunningRegistry, startRegistry } from "../../../support/registry/startRegistry.ts";
import { filled, type Move } from "../../../support/scriptedPrompter.ts";
import { createTrustPorts } from "../../../support/trustPorts.ts";

// An address of this machine whose certificate is verified: that of loopback is not.
const hostname = "0.0.0.0";
const names = [hostname];
const authority = createCertificateAuthority("Company");
const leaf = authority.issue({ commonName: "registry", names });
const withAuthority = { ...leaf, cert: leaf.cert + authority.cert };
const own = createSelfSigned({ commonName: "registry", names }, "ec");
const untrusted = new RegistryError("tls-untrusted", "not trusted");

const presented: Move = { pick: "Trust what the server presents…" };
const trust: Move = { pick: "Trust {0}" };
const file: Move = { pick: "Choose a CA certificate…" };
const write: Move = { pick: "Write" };

void describe("a connection that is not trusted", () => {
  const made = { directory: "" };
  beforeEach(() => void (made.directory = mkdtempSync(path.join(tmpdir(), "container-registries-trust-"))));
  afterEach(() => rmSync(made.directory, { recursive: true }));

  const start = async (t: TestContext, tls: CertificatePair): Promise<RunningRegistry> => {
    const registry = await startRegistry({ hostname, tls, auth: { kind: "bearer", accounts: [{ username: "alice", password: "right" }] } });
    t.after(() => registry.close());
    return registry;
  };
  const faultAt = (host: string): RegistryError => new RegistryError("tls-untrusted", "not trusted", { params: { host } });
  const put = (name: string, content: string | Uint8Array): string => {
    const at = path.join(made.directory, name);
    writeFileSync(at, content);
    return at;
  };

  for (const [what, tls, pem] of [
    ["the authority that is sent along", withAuthority, authority.cert],
    ["a certificate that signs itself", own, own.cert],
  ] as const) {
    void test(`${what} is shown, trusted, and the login goes on where it stopped`, async (t) => {
      const registry = await start(t, tls);
      const aid = createTrustPorts(made.directory, [presented, trust, write]);
      const moves: readonly Move[] = [{ paste: registry.host }, { pick: "Set up the connection…" }, { type: "alice" }, { type: "right" }];
      const { ports } = createLoginPorts(made.directory, moves, {
        roots: [aid.root],
        setUpTrust: async (host, fault) => (await aid.setUp(host, fault)).kind === "written",
      });
      const result = await logIn({}, ports);
      assert.equal(result.kind === "loggedIn" && result.check, "verified");
      const { subject, validFrom, validTo } = new X509Certificate(pem);
      const day = (date: string): string => new Date(date).toISOString().slice(0, 10);
      const shown = aid.steps[1];
      const notes = shown !== undefined && "namedNotes" in shown ? (shown.namedNotes ?? []) : [];
      assert.deepEqual(
        notes.map(({ name }) => (typeof name === "string" ? name : filled(name))),
        [`Subject: ${subject}`, `Valid from ${day(validFrom)} to ${day(validTo)}`],
      );
      assert.equal(notes[0] && filled(notes[0].reason), `Issued by ${subject}`);
      const directory = path.join(aid.root, registry.host);
      const toml = `server = "${registry.url}"\n\n[host."${registry.url}"]\n  ca = "ca.crt"\n`;
      assert.equal(readFileSync(path.join(directory, "hosts.toml"), "utf8"), toml);
      assert.equal(readFileSync(path.join(directory, "ca.crt"), "utf8"), pem);
      assert.deepEqual(
        aid.previews[0]?.map(({ content }) => content),
        [pem, toml],
        "shown before",
      );
      const auths = JSON.parse(readFileSync(path.join(made.directory, "config.json"), "utf8")).auths;
      assert.deepEqual(Object.keys(auths), [registry.host]);
    });
  }

  void test("Escape in it leaves the person where the login stopped, and writes nothing", async (t) => {
    const registry = await start(t, own);
    const aid = createTrustPorts(made.directory, [presented, "back", "escape"]);
    const wanted: Move = { pick: "Set up the connection…" };
    const { ports, steps } = createLoginPorts(
      made.directory,
      [{ pick: "Any other registry" }, { type: registry.host }, wanted, "back", "escape"],
      {
        roots: [aid.root],
        setUpTrust: async (host, fault) => (await aid.setUp(host, fault)).kind === "written",
      },
    );
    assert.deepEqual(await logIn({}, ports), { kind: "cancelled" });
    assert.ok(RegistryError.is(steps[2]?.problem, "tls-untrusted"));
    assert.deepEqual(readdirSync(made.directory), []);
  });

  for (const [what, content] of [
    ["PEM", authority.cert],
    ["DER", derOf(authority.cert)],
    ["a bundle with more than certificates", `# ours\n${own.cert}${own.key}${authority.cert}`],
  ] as const) {
    void test(`a file of the authority, ${what}, is copied beside hosts.toml without anything else`, async (t) => {
      const registry = await start(t, leaf);
      const aid = createTrustPorts(made.directory, [file, { type: put("authority", content) }, write]);
      const outcome = await aid.setUp(registry.host, faultAt(registry.host));
      assert.equal(outcome.kind, "written");
      const copied = readFileSync(path.join(aid.root, registry.host, "ca.crt"), "utf8");
      assert.ok(copied.endsWith(authority.cert) && !copied.includes("KEY"));
      const endpoint = { host: registry.host, baseUrl: new URL(`${registry.url}/v2`) };
      await pingAsNobody(endpoint, { ca: [copied] }, aid.ports.open, AbortSignal.timeout(10_000));
    });
  }

  void test("a key, no certificate, and one that vouches for nobody here are refused, each with a sentence", async (t) => {
    const registry = await start(t, leaf);
    const moves: readonly Move[] = [
      file,
      { type: put("key", own.key) },
      { type: put("text", "none") },
      { type: put("other", createCertificateAuthority("Other").cert) },
      "escape",
    ];
    const errors: unknown[] = [];
    const aid = createTrustPorts(made.directory, moves);
    const { prompter } = aid.ports;
    const listening = {
      ...aid.ports,
      prompter: {
        ...prompter,
        input: (step: Parameters<typeof prompter.input>[0]) =>
          prompter.input({
            ...step,
            submit: (value, signal) =>
              (step.submit?.(value, signal) ?? Promise.resolve()).catch((error: unknown) => {
                errors.push(error);
                throw error;
              }),
          }),
      },
    };
    const again = createTrustPorts(made.directory, [], listening);
    assert.deepEqual(await again.setUp(registry.host, faultAt(registry.host)), { kind: "cancelled" });
    const reasons = errors.map((error) => (error instanceof TrustError ? filled(error.reason) : error));
    assert.match(String(reasons[0]), /is a private key/);
    assert.match(String(reasons[1]), /no certificate/);
    assert.match(String(reasons[2]), /does not vouch for/);
    assert.equal(existsSync(aid.root), false);
  });

  void test("a server that presents another certificate at the write than was shown is refused, and the new one is shown", async (t) => {
    const server: Server = createServer({ ...own }, (_, response) => response.end("{}"));
    const listening = await listenOn(server);
    t.after(() => listening.close());
    const host = `${hostname}:${listening.port}`;
    const other = createSelfSigned({ commonName: "registry", names }, "ec");
    const aid = createTrustPorts(made.directory, [presented, trust, write, presented, trust, write], {
      preview: () => {
        assert.equal(existsSync(aid.root), false, "nothing was written before");
        server.setSecureContext({ ...other });
        assert.ok(createSecureContext(other));
        return Promise.resolve({ dispose: () => {} });
      },
    });
    assert.equal((await aid.setUp(host, faultAt(host))).kind, "written");
    const problems = aid.steps.map(({ problem }) => (problem instanceof TrustError ? problem.code : problem));
    assert.deepEqual(problems, [undefined, undefined, undefined, "certificate-changed", undefined, undefined]);
    assert.equal(readFileSync(path.join(aid.root, host, "ca.crt"), "utf8"), other.cert);
  });

  void test("a hosts.toml that is there gets one line, and what is shown is what is written", async (t) => {
    const registry = await start(t, withAuthority);
    const aid = createTrustPorts(made.directory, [presented, trust, write]);
    const directory = path.join(aid.root, registry.host);
    const before = `# mine\nserver = "${registry.url}"\n[host."${registry.url}"]\n  capabilities = ["pull", "resolve", "push"] # all\n`;
    mkdirSync(directory, { recursive: true });
    writeFileSync(path.join(directory, "hosts.toml"), before);
    assert.equal((await aid.setUp(registry.host, faultAt(registry.host))).kind, "written");
    assert.equal(readFileSync(path.join(directory, "hosts.toml"), "utf8"), `${before}  ca = "ca.crt"\n`);
    assert.equal(aid.previews[0]?.at(-1)?.replaces, before);
  });

  void test("certificates of Docker's kind that are in use go on being used", async (t) => {
    const registry = await start(t, withAuthority);
    const old = path.join(made.directory, "docker", registry.host);
    mkdirSync(old, { recursive: true });
    writeFileSync(path.join(old, "old.crt"), createCertificateAuthority("Old").cert);
    const aid = createTrustPorts(made.directory, [presented, trust, write]);
    const both = createTrustPorts(made.directory, [], { ...aid.ports, roots: [aid.root, path.dirname(old)] });
    await both.setUp(registry.host, faultAt(registry.host));
    assert.match(
      readFileSync(path.join(aid.root, registry.host, "hosts.toml"), "utf8"),
      new RegExp(`ca = \\["${old}/old.crt", "ca.crt"\\]`),
    );
  });

  void test("a certificate that goes unverified is a decision of its own", async (t) => {
    const registry = await start(t, createSelfSigned({ commonName: "r", names: ["other.example"] }, "ec"));
    const aid = createTrustPorts(made.directory, [
      { pick: "Connect without verifying it…" },
      { pick: "Connect without verifying the certificate" },
      write,
    ]);
    assert.equal((await aid.setUp(registry.host, faultAt(registry.host))).kind, "written");
    const toml = readFileSync(path.join(aid.root, registry.host, "hosts.toml"), "utf8");
    assert.equal(toml, `server = "${registry.url}"\n\n[host."${registry.url}"]\n  skip_verify = true\n`);
  });

  for (const [what, elsewhere] of [
    ["a token server or the target of a redirect", "tokens.example"],
    ["a mirror of hosts.toml", "mirror.example"],
  ] as const) {
    void test(`${what} is not trusted in the name of the registry, and nothing is asked or written`, async () => {
      const aid = createTrustPorts(made.directory, [], { probe: () => assert.fail("it was asked") });
      const directory = path.join(aid.root, "reg.example");
      mkdirSync(directory, { recursive: true });
      writeFileSync(path.join(directory, "hosts.toml"), '[host."https://mirror.example"]\n');
      await assert.rejects(
        aid.setUp("reg.example", faultAt(elsewhere)),
        (error) =>
          error instanceof TrustError && error.code === "elsewhere" && filled(error.reason).startsWith(`${elsewhere} is not reg.example`),
      );
      assert.deepEqual(readdirSync(directory), ["hosts.toml"]);
    });
  }

  for (const name of ["_default", "..", "."]) {
    void test(`a key of config.json that is no registry's name, ${name}, has no hosts.toml written`, async () => {
      const aid = createTrustPorts(made.directory, [], { probe: () => assert.fail("it was asked") });
      await assert.rejects(aid.setUp(name, faultAt(name)), (error) => error instanceof TrustError && error.code === "elsewhere");
      assert.equal(existsSync(aid.root), false);
    });
  }

  for (const [way, choice] of [
    ["Connect without verifying it…", "unverified"],
    ["Use plain HTTP…", "plain HTTP"],
  ] as const) {
    void test(`${choice}: headers that hosts.toml has sent along are named before`, async (t) => {
      const isPlain = choice === "plain HTTP";
      const registry = await startRegistry({ hostname, ...(isPlain ? {} : { tls: own }) });
      t.after(() => registry.close());
      const aid = createTrustPorts(made.directory, [{ pick: way }, "escape"]);
      const directory = path.join(aid.root, registry.host);
      mkdirSync(directory, { recursive: true });
      const headers = '  [host."https://HOST".header]\n    Authorization = "Basic c2VjcmV0"\n'.replace("HOST", registry.host);
      writeFileSync(path.join(directory, "hosts.toml"), `[host."https://${registry.host}"]\n${headers}`);
      const code = isPlain ? "plain-http-server" : "tls-untrusted";
      await aid.setUp(registry.host, new RegistryError(code, "no", { params: { host: registry.host } }));
      const last = aid.steps.at(-1);
      const notes = last !== undefined && "namedNotes" in last ? (last.namedNotes ?? []) : [];
      const [first] = notes.map(({ name }) => (typeof name === "string" ? name : filled(name)));
      assert.equal(first, "hosts.toml has headers sent along: authorization");
    });
  }

  void test("plain HTTP is a decision of its own, after which the login goes on", async (t) => {
    const registry = await startRegistry({ hostname, auth: { kind: "bearer", accounts: [{ username: "alice", password: "right" }] } });
    t.after(() => registry.close());
    const aid = createTrustPorts(made.directory, [{ pick: "Use plain HTTP…" }, { pick: "Connect over plain HTTP" }, write]);
    const setUp: Move = { pick: "Set up the connection…" };
    const { ports } = createLoginPorts(
      made.directory,
      [{ pick: "Any other registry" }, { type: registry.host }, setUp, { type: "alice" }, { type: "right" }],
      {
        roots: [aid.root],
        setUpTrust: async (host, fault) => (await aid.setUp(host, fault)).kind === "written",
      },
    );
    const result = await logIn({}, ports);
    assert.equal(result.kind === "loggedIn" && result.check, "verified");
    const toml = readFileSync(path.join(aid.root, registry.host, "hosts.toml"), "utf8");
    assert.equal(toml, `server = "${registry.url}"\n\n[host."${registry.url}"]\n`);
  });

  void test("a directory of somebody else's: the command is given, and does it", async (t) => {
    const registry = await start(t, withAuthority);
    // Root may not write there either.
    const root = "/sys/container-registries 'quoted'";
    const aid = createTrustPorts(made.directory, [presented, trust, write, { pick: "Copy it" }], {
      roots: [root],
      places: [{ root, readBy: { text: "all" } }],
    });
    assert.deepEqual(await aid.setUp(registry.host, faultAt(registry.host)), { kind: "command" });
    const [command = ""] = aid.commands;
    const quoted = String.raw`'/sys/container-registries '\''quoted'\'''`.slice(0, -1);
    assert.ok(command.includes(`sudo install -D -m 644`) && command.includes(`${quoted}/${registry.host}/hosts.toml'`), command);
    const folder = readdirSync(made.directory).find((each) => each.startsWith("hosts-toml-")) ?? "";
    assert.deepEqual(readdirSync(path.join(made.directory, folder)), ["0-ca.crt", "1-hosts.toml"]);
    // The shell that runs it may write below a directory of the test only, and needs no sudo there.
    const below = path.join(made.directory, "sys");
    execFileSync("sh", ["-ec", `sudo() { "$@"; }\n${command.replaceAll("/sys/", `${below}/`)}`], { stdio: "pipe" });
    const written = path.join(below, path.basename(root), registry.host);
    assert.deepEqual(readdirSync(written).toSorted(), ["ca.crt", "hosts.toml"]);
    assert.equal(readFileSync(path.join(written, "ca.crt"), "utf8"), authority.cert);
    assert.match(readFileSync(path.join(written, "hosts.toml"), "utf8"), /ca = "ca\.crt"/);
    assert.equal(existsSync(path.join(made.directory, folder)), false);
  });

  void test("what a certificate says of itself is a value in the sentences, and no part of them", async (t) => {
    const subject = "$(trash) [click](command:x) \u202Eevil";
    const registry = await start(t, createSelfSigned({ commonName: subject, names }, "ec"));
    const aid = createTrustPorts(made.directory, [presented, "escape"]);
    await aid.setUp(registry.host, faultAt(registry.host));
    const shown = aid.steps.flatMap((step) => ("namedNotes" in step ? (step.namedNotes ?? []) : []));
    const named = shown.map(({ name }) => (typeof name === "string" ? { text: name } : name));
    assert.ok(named.some(({ args = [] }) => args.some((arg) => arg.includes("$(trash)"))));
    assert.ok([...named, ...shown.map(({ reason }) => reason)].every(({ text }) => !text.includes("trash")));
  });

  const unseen = { probe: () => Promise.resolve(undefined) };
  const unverified: readonly Move[] = [{ pick: "Connect without verifying it…" }, { pick: "Connect without verifying the certificate" }];
  const notesOf = (step: ReturnType<typeof createTrustPorts>["steps"][number] | undefined): readonly string[] =>
    step !== undefined && "namedNotes" in step
      ? (step.namedNotes ?? []).map(({ name }) => (typeof name === "string" ? name : filled(name)))
      : [];

  void test("certificates of Docker's kind that are in use are named", async () => {
    const aid = createTrustPorts(made.directory, ["escape"], unseen);
    const directory = path.join(aid.root, "reg.example");
    mkdirSync(directory, { recursive: true });
    writeFileSync(path.join(directory, "ca.crt"), authority.cert);
    await aid.setUp("reg.example", untrusted);
    assert.equal(notesOf(aid.steps[0])[1], "Certificates are in use: ca.crt");
  });

  void test("where _default comes first for nerdctl that is said, and a link has it read", async () => {
    const aid = createTrustPorts(made.directory, [...unverified, { pick: "Write, with a link for nerdctl" }], unseen);
    const fallback = path.join(aid.root, "_default");
    mkdirSync(fallback, { recursive: true });
    assert.equal((await aid.setUp("reg.example", untrusted)).kind, "written");
    assert.equal(notesOf(aid.steps.at(-1))[1], `nerdctl and this window will not read it: ${fallback} comes first`);
    assert.deepEqual(readdirSync(aid.root).toSorted(), ["_default", "reg.example", "reg.example_443_"]);
    const choices = { roots: [aid.root], version: "2.3", plainHttp: false, windows: false } as const;
    const { itself } = await planConnection("reg.example", nodeFileSystem, choices);
    assert.equal(itself.transport.skipVerify, true);
    // With a port, every reader looks there before.
    const other = createTrustPorts(made.directory, [...unverified, write], unseen);
    await other.setUp("reg.example:5000", untrusted);
    assert.equal(notesOf(other.steps.at(-1)).length, 1);
  });

  for (const [what, expected, choice, roots] of [
    ["in a directory that this window reads", true, "Write", undefined],
    ["in one that it does not read", false, "Write", ["/none"]],
    ["in one that _default hides", false, "Write", "hidden"],
    ["in one that _default hides, with a link", true, "Write, with a link for nerdctl", "hidden"],
  ] as const) {
    void test(`what is written ${what} is said to be ${expected ? "" : "un"}read`, async () => {
      const others = typeof roots === "object" ? { roots } : {};
      const aid = createTrustPorts(made.directory, [...unverified, { pick: choice }], { ...unseen, ...others });
      if (roots === "hidden") mkdirSync(path.join(aid.root, "_default"), { recursive: true });
      const outcome = await aid.setUp("reg.example", untrusted);
      assert.equal(outcome.kind === "written" && outcome.isRead, expected);
    });
  }

  for (const host of ["reg.example", "reg.example:5000"]) {
    void test(`where _default of an earlier root hides ${host}, no link beside it is offered: it would not be read`, async () => {
      const first = path.join(made.directory, "first");
      mkdirSync(path.join(first, "_default"), { recursive: true });
      const second = path.join(made.directory, "certs.d");
      const aid = createTrustPorts(made.directory, [...unverified, write], { ...unseen, roots: [first, second] });
      assert.equal((await aid.setUp(host, untrusted)).kind, "written");
      const last = aid.steps.at(-1);
      const labels = last !== undefined && "choices" in last ? last.choices.map(({ label }) => label.text) : [];
      assert.deepEqual(labels, ["Write"]);
      assert.equal(notesOf(last)[1], `nerdctl and this window will not read it: ${first}/_default comes first`);
    });
  }

  void test("a hosts.toml that _default hides from nerdctl is changed, and not written anew", async () => {
    const aid = createTrustPorts(made.directory, [...unverified, write], unseen);
    for (const name of ["_default", "reg.example"]) mkdirSync(path.join(aid.root, name), { recursive: true });
    const toml = path.join(aid.root, "reg.example/hosts.toml");
    writeFileSync(toml, '# mine\n[host."https://reg.example"]\n');
    assert.equal((await aid.setUp("reg.example", untrusted)).kind, "written");
    assert.equal(readFileSync(toml, "utf8"), '# mine\n[host."https://reg.example"]\nskip_verify = true\n');
  });

  for (const [what, link] of [
    ["directory", "reg.example:5000"],
    ["file", "reg.example:5000/hosts.toml"],
  ] as const) {
    void test(`a ${what} that is a link to that of another registry is left alone`, async () => {
      for (const other of ["other.example", "_default"]) {
        const aid = createTrustPorts(mkdtempSync(path.join(made.directory, "x-")), [...unverified, write], unseen);
        const theirs = path.join(aid.root, other, "hosts.toml");
        mkdirSync(path.dirname(theirs), { recursive: true });
        writeFileSync(theirs, "# theirs\n");
        const at = path.join(aid.root, link);
        mkdirSync(path.dirname(at), { recursive: true });
        symlinkSync(what === "file" ? theirs : path.dirname(theirs), at);
        const isRefused = (error: unknown): boolean => error instanceof TrustError && error.code === "not-editable";
        await assert.rejects(aid.setUp("reg.example:5000", untrusted), isRefused);
        assert.equal(readFileSync(theirs, "utf8"), "# theirs\n");
        assert.deepEqual(readdirSync(path.dirname(theirs)), ["hosts.toml"]);
      }
    });
  }

  void test("a registry of this machine that rootless containerd does not reach is said to be one", async () => {
    const runtimeDirectory = path.join(made.directory, "run");
    mkdirSync(path.join(runtimeDirectory, "containerd-rootless"), { recursive: true });
    const notes = async (host: string): Promise<readonly string[]> => {
      const aid = createTrustPorts(made.directory, [...unverified, "escape"], { ...unseen, runtimeDirectory });
      await aid.setUp(host, untrusted);
      return notesOf(aid.steps.at(-1)).slice(1);
    };
    assert.deepEqual(await notes("127.0.0.1:5000"), ["Rootless containerd cannot reach 127.0.0.1:5000"]);
    assert.deepEqual(await notes("reg.example"), []);
    writeFileSync(path.join(runtimeDirectory, "containerd-rootless/netns"), "");
    assert.deepEqual(await notes("127.0.0.1:5000"), []);
  });

  void test("nothing is asked of a server that cannot be seen from here, but by the client", async () => {
    const aid = createTrustPorts(made.directory, ["escape"], { probe: () => Promise.resolve(undefined) });
    assert.deepEqual(await aid.setUp("reg.example", untrusted), { kind: "cancelled" });
    const [step] = aid.steps;
    const labels = step !== undefined && "choices" in step ? step.choices.map(({ label }) => label.text) : [];
    assert.deepEqual(labels, ["Choose a CA certificate…", "Choose a client certificate…", "Connect without verifying it…"]);
  });
});
