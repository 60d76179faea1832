import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, test } from "node:test";
import { nodeFileSystem } from "../../../../src/node/nodeFileSystem.ts";
import { hostsPlaces, type HostsWizardOutcome, runHostsWizard } from "../../../../src/services/hostsFiles/wizard.ts";
import type { FoundSource } from "../../../../src/services/hostsFiles/convert.ts";
import { directTlsProbe } from "../../../support/directTlsProbe.ts";
import { createCertificateAuthority, createSelfSigned } from "../../../support/certificates/certificateAuthority.ts";
import { type RunningRegistry, startRegistry } from "../../../support/registry/startRegistry.ts";
import { type Move, scriptedPrompter } from "../../../support/scriptedPrompter.ts";

const authority = createCertificateAuthority("Example CA");
const leaf = authority.issue({ commonName: "registry", names: ["127.0.0.1"] });
const folder = mkdtempSync(path.join(tmpdir(), "container-registries-wizard-"));
const at = (...names: readonly string[]): string => path.join(folder, ...names);
const registries: RunningRegistry[] = [];

before(() => {
  writeFileSync(at("ca.pem"), authority.cert);
  writeFileSync(at("client.pem"), leaf.cert);
  writeFileSync(at("client.key"), leaf.key);
  writeFileSync(at("other.key"), authority.issue({ commonName: "other" }).key);
  writeFileSync(at("text.txt"), "no certificate");
});
after(async () => {
  await Promise.all(registries.map((each) => each.close()));
  rmSync(folder, { recursive: true });
});

/** A root of its own with these files. */
function makeRoot(files: Readonly<Record<string, string>> = {}): string {
  const root = mkdtempSync(at("root-"));
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(root, name)), { recursive: true });
    writeFileSync(path.join(root, name), content);
  }
  return root;
}

function play(
  moves: readonly Move[],
  root = makeRoot(),
  afterwards: readonly Move[] = [],
  sources: readonly FoundSource[] = [],
  source?: string,
) {
  const script = scriptedPrompter([...moves, { pick: "{0}" }, ...afterwards]);
  /** What was shown before it was written, and when that was closed. */
  const previewed: unknown[] = [];
  const places = [{ root, readBy: { text: "a test" } }];
  return {
    ...script,
    root,
    previewed,
    answer: runHostsWizard({
      prompter: script.prompter,
      files: nodeFileSystem,
      probe: directTlsProbe,
      places,
      windows: false,
      sources,
      ...(source !== undefined && { source }),
      preview: (files) => {
        previewed.push(files.map((file) => [path.relative(root, file.path), file.replaces]));
        return Promise.resolve({ dispose: () => previewed.push("closed") });
      },
    }),
  };
}

/** The files to write, by their path below the root. */
async function written({
  answer,
  root,
}: {
  readonly answer: Promise<HostsWizardOutcome>;
  readonly root: string;
}): Promise<Record<string, string>> {
  const result = await answer;
  assert.equal(result.kind, "answered");
  return Object.fromEntries(result.files.map((file) => [path.relative(root, file.path), file.content]));
}

const privateCa = { pick: "Registry with a private certificate authority" };
const host = { type: "reg.example:5000" };

test("a private authority, from a file", async () => {
  const play1 = play([
    privateCa,
    host,
    { pick: "From a file" },
    { type: "ca.pem" },
    { type: at("missing") },
    { type: at("text.txt") },
    { type: "//server/share/ca.pem" },
    { type: "/dev/zero" },
    { type: at("ca.pem") },
  ]);
  assert.deepEqual(await written(play1), {
    "reg.example:5000/hosts.toml": `server = "https://reg.example:5000"\n\n[host."https://reg.example:5000"]\n  ca = "${at("ca.pem")}"\n`,
  });
  assert.equal(play1.refusals.length, 5);
});

test("no certificate, plain HTTP, mirrors, and a client certificate", async () => {
  const insecure = { pick: "Registry without a valid certificate, or with plain HTTP" };
  const cases: readonly (readonly [readonly Move[], string, string])[] = [
    [
      [insecure, host, { pick: "HTTPS with a certificate that is not verified" }],
      "reg.example:5000",
      'server = "https://reg.example:5000"\n\n[host."https://reg.example:5000"]\n  skip_verify = true\n',
    ],
    [
      [insecure, host, { pick: "Plain HTTP" }],
      "reg.example:5000",
      'server = "http://reg.example:5000"\n\n[host."http://reg.example:5000"]\n',
    ],
    [
      [{ pick: "Mirror of Docker Hub" }, { type: "mirror.example" }, { type: "https://mirror.example/" }],
      "docker.io",
      'server = "https://registry-1.docker.io"\n\n[host."https://mirror.example"]\n  capabilities = ["pull", "resolve"]\n',
    ],
    [
      [{ pick: "Mirror for every registry" }, { type: "http://mirror.example:80" }],
      "_default",
      '[host."http://mirror.example:80"]\n  capabilities = ["pull", "resolve"]\n',
    ],
    [
      [
        { pick: "Registry that wants a client certificate" },
        host,
        { type: at("client.pem") },
        { type: "" },
        { type: at("other.key") },
        { type: at("client.key") },
      ],
      "reg.example:5000",
      `server = "https://reg.example:5000"\n\n[host."https://reg.example:5000"]\n  client = [["${at("client.pem")}", "${at("client.key")}"]]\n`,
    ],
  ];
  for (const [moves, directory, content] of cases) assert.deepEqual(await written(play(moves)), { [`${directory}/hosts.toml`]: content });
});

const convert = { pick: "Convert another tool's configuration" };

function daemonJson(): string {
  const file = at(`daemon-${Math.random()}.json`);
  writeFileSync(
    file,
    JSON.stringify({ "registry-mirrors": ["https://u:s3cret@mirror.example/"], "insecure-registries": ["10.0.0.0/8", "reg.example:5000"] }),
  );
  return file;
}

const hubToml = 'server = "https://registry-1.docker.io"\n\n[host."https://mirror.example"]\n  capabilities = ["pull", "resolve"]\n';

test("another tool's configuration is shown as files before anything is written", async () => {
  const converted = play([convert, { type: daemonJson() }], undefined, [{ pick: "Write" }]);
  assert.deepEqual(Object.entries(await written(converted))[0], ["docker.io/hosts.toml", hubToml]);
  assert.deepEqual(converted.previewed, [
    [
      ["docker.io/hosts.toml", undefined],
      ["reg.example:5000/hosts.toml", undefined],
    ],
    "closed",
  ]);
  const answer = await converted.answer;
  assert.deepEqual(answer.kind === "answered" && [answer.skipped.map(({ name }) => name), answer.logins], [
    ["10.0.0.0/8"],
    [{ host: "docker.io" }],
  ]);
  assert.ok(!JSON.stringify([answer, converted.steps]).includes("s3cret"));
});

test("a hosts.toml that is there is replaced only where the person says so", async () => {
  const moves = [convert, { type: daemonJson() }];
  const root = (): string => makeRoot({ "reg.example_5000_/hosts.toml": "# mine\n" });
  const [kept, replaced] = [
    play(moves, root(), [{ pick: "Write the New Files" }]),
    play(moves, root(), [{ pick: "Write All, and Replace Those That Are There" }]),
  ];
  const answers = [await kept.answer, await replaced.answer];
  assert.deepEqual(
    answers.map((answer) => answer.kind === "answered" && [answer.files.map(({ replaces }) => replaces), answer.taken.length]),
    [
      [[undefined], 1],
      [[undefined, "# mine\n"], 0],
    ],
  );
  for (const last of ["escape", { pick: "Cancel" }] as const) {
    const cancelled = play(moves, root(), [last]);
    assert.deepEqual(await cancelled.answer, { kind: "cancelled" });
    assert.equal(cancelled.previewed.at(-1), "closed");
  }
});

test("a certificate that is not on this machine is named before anything is written", async () => {
  const file = at("missing.yaml");
  writeFileSync(
    file,
    `configs:\n  r.example:\n    tls: { ca_file: ${at("nowhere.pem")}, cert_file: ${at("client.pem")}, key_file: ${at("client.key")} }\n`,
  );
  const { steps, answer } = play([convert, { type: file }], undefined, [{ pick: "Cancel" }]);
  await answer;
  const last = steps.at(-1) as { readonly namedNotes?: readonly { readonly name: string }[] };
  assert.deepEqual(
    last.namedNotes?.map(({ name }) => name),
    [at("nowhere.pem")],
  );
});

test("where the files say just that already, there is nothing to show", async () => {
  const file = at("same.json");
  writeFileSync(file, '{"registry-mirrors": ["https://mirror.example"]}');
  const root = makeRoot({ "docker.io/hosts.toml": hubToml });
  const same = play([convert, { type: file }], root);
  assert.deepEqual(await same.answer, {
    kind: "answered",
    files: [],
    taken: [path.join(root, "docker.io/hosts.toml")],
    skipped: [],
    logins: [],
  });
  assert.deepEqual(same.previewed, []);
});

test("a configuration that was found is picked; one that cannot be converted says why, and another file can be named", async () => {
  const broken = at("broken.json");
  writeFileSync(broken, '{"registry-mirrors": s3cret}');
  const tool = { text: "a test" };
  const sources = [
    { path: broken, tool },
    { path: daemonJson(), tool },
  ];
  const other = play([convert, { pickHost: broken }, { type: daemonJson() }], undefined, [{ pick: "Write" }], sources);
  assert.equal(Object.keys(await written(other)).length, 2);
  const asked = other.steps[2] as { readonly value?: string; readonly problem?: { readonly code?: string } };
  assert.deepEqual([asked.value, asked.problem?.code], [broken, "invalid-source"]);
  const found = play([convert, { pickHost: sources[1]?.path ?? "" }], undefined, [{ pick: "Write" }], sources);
  assert.equal(Object.keys(await written(found)).length, 2);
});

test("Docker's certificate directories: those that are picked, by the names of their certificates", async () => {
  const tree = makeRoot({
    "a.example/ca.crt": "",
    "b.example:5000/client.cert": "",
    "b.example:5000/client.key": "",
    "c.example/ca.crt": "",
    "d.example/note.txt": "",
  });
  const importing = [
    { pick: "Import Docker's certificate directories" },
    { type: "certs.d" },
    { type: at("missing") },
    { type: makeRoot() },
    { type: tree },
  ] as const;
  const elsewhere = play([...importing, { pickMany: ["a.example", "b.example:5000"] }]);
  assert.deepEqual(await written(elsewhere), {
    "a.example/hosts.toml": `server = "https://a.example"\n\n[host."https://a.example"]\n  ca = "${tree}/a.example/ca.crt"\n`,
    "b.example:5000/hosts.toml": `server = "https://b.example:5000"\n\n[host."https://b.example:5000"]\n  client = [["${tree}/b.example:5000/client.cert", "${tree}/b.example:5000/client.key"]]\n`,
  });
  assert.deepEqual(
    elsewhere.refusals.map((refusal) => refusal.replace(/^.*: /, "")),
    ["A full path is needed; ~ is not expanded.", "file-unreadable", "nothing-to-import"],
  );
  const answer = await elsewhere.answer;
  assert.deepEqual(answer.kind === "answered" ? answer.skipped.map(({ name }) => name) : answer, ["d.example"]);
  assert.deepEqual(await written(play([...importing, { pickMany: ["c.example"] }], tree)), {
    "c.example/hosts.toml": 'server = "https://c.example"\n\n[host."https://c.example"]\n  ca = "ca.crt"\n',
  });
});

test("an authority from the server does not take the place of a certificate that lies there", async () => {
  const server = await serve({ cert: leaf.cert + authority.cert, key: leaf.key });
  const root = makeRoot({ [`${server.type}/ca.crt`]: "theirs", [`${server.type}/ca-2.crt`]: "theirs" });
  const files = await written(play([privateCa, server, { pick: "From the server" }, { pick: "Trust {0}" }], root));
  assert.deepEqual(Object.keys(files), [`${server.type}/ca-3.crt`, `${server.type}/hosts.toml`]);
  assert.match(Object.values(files)[1] ?? "", /ca = \["ca-2\.crt", "ca\.crt", "ca-3\.crt"\]/);
});

test("goes into the directory that wins by now, and loose certificates there go on being used", async () => {
  const root = makeRoot({
    "reg.example_5000_/ca.crt": authority.cert,
    "reg.example_5000_/me.cert": leaf.cert,
    "reg.example_5000_/me.key": leaf.key,
    "_default/hosts.toml": "",
  });
  const files = await written(
    play(
      [
        { pick: "Registry without a valid certificate, or with plain HTTP" },
        host,
        { pick: "HTTPS with a certificate that is not verified" },
      ],
      root,
    ),
  );
  assert.deepEqual(files, {
    "reg.example_5000_/hosts.toml":
      'server = "https://reg.example:5000"\n\n[host."https://reg.example:5000"]\n  ca = "ca.crt"\n  client = [["me.cert", "me.key"]]\n  skip_verify = true\n',
  });
});

test("a hosts.toml that exists is left as it is", async () => {
  const root = makeRoot({ "reg.example:5000/hosts.toml": "# mine\n" });
  const answer = await play([privateCa, host, { pick: "From a file" }, { type: at("ca.pem") }], root).answer;
  assert.deepEqual(answer, { kind: "answered", files: [], taken: [path.join(root, "reg.example:5000/hosts.toml")], skipped: [] });
});

async function serve(tls: { readonly cert: string; readonly key: string }): Promise<{ readonly type: string }> {
  const registry = await startRegistry({ tls });
  registries.push(registry);
  return { type: registry.host };
}

const fromServer = { pick: "From the server" };
const trust = { pick: "Trust {0}" };

test("an authority that the server sends is taken after its fingerprint was compared", async () => {
  const files = await written(play([privateCa, await serve({ cert: leaf.cert + authority.cert, key: leaf.key }), fromServer, trust]));
  const [[name, ca] = [], [, toml] = []] = Object.entries(files);
  assert.equal(path.basename(name ?? ""), "ca.crt");
  assert.equal(ca?.trim(), authority.cert.trim());
  assert.match(toml ?? "", /\n {2}ca = "ca\.crt"\n/);
});

test("a server's self-signed certificate is pinned, where it names the server", async () => {
  const own = createSelfSigned({ commonName: "me", names: ["127.0.0.1"] }, "ec");
  const files = await written(play([privateCa, await serve(own), fromServer, trust]));
  assert.equal(Object.values(files)[0]?.trim(), own.cert.trim());
});

test("a server that keeps its authority to itself has its own certificate pinned, or a file is asked for", async () => {
  const pinned = play([privateCa, await serve(leaf), fromServer, trust]);
  assert.equal(Object.values(await written(pinned))[0]?.trim(), leaf.cert.trim());
  assert.match(JSON.stringify(pinned.steps.at(-2)), /does not send the authority.*until the server gets another one/);
  const files = await written(play([privateCa, await serve(leaf), fromServer, { pick: "Take a file instead" }, { type: at("ca.pem") }]));
  assert.equal(Object.keys(files).length, 1);
});

test("where there is nothing to trust, the reason is said and a file is asked for", async () => {
  const nameless = createSelfSigned({ commonName: "127.0.0.1" }, "ec");
  const misnamed = authority.issue({ commonName: "registry", names: ["other.example"] });
  const cases = [
    [misnamed, /^Wrong name: its certificate is for/],
    [nameless, /^Wrong name: its certificate names no host/],
  ] as const;
  for (const [tls, reason] of cases) {
    const { steps, answer } = play([privateCa, await serve(tls), fromServer, { pick: "Take a file instead" }, { type: at("ca.pem") }]);
    assert.equal((await answer).kind, "answered");
    assert.ok(
      steps.some((step) => "placeholder" in step && step.placeholder !== undefined && reason.test(step.placeholder.text)),
      String(reason),
    );
  }
  assert.deepEqual(await play([privateCa, { type: "127.0.0.1:1" }, fromServer, "escape"]).answer, { kind: "cancelled" });
});

test("Escape at any step answers nothing; Back goes to the step before", async () => {
  for (const moves of [["escape"], [privateCa, "escape"], [privateCa, host, "back", "back", "escape"]] as Move[][]) {
    assert.deepEqual(await play(moves).answer, { kind: "cancelled" });
  }
});

test("the place of rootless containerd comes first where it runs", async () => {
  const root = at("config/containerd/certs.d");
  const roots = [root, at("config/docker/certs.d")];
  mkdirSync(at("run/containerd-rootless"), { recursive: true });
  const names = async (uid: number, runtimeDirectory: string, given = roots): Promise<readonly string[]> =>
    (await hostsPlaces(nodeFileSystem, { roots: given, areSet: given.includes("/mine"), uid, runtimeDirectory })).map(
      (place) => place.root,
    );
  assert.deepEqual(await names(1000, at("run")), [root, "/etc/containerd/certs.d"]);
  assert.deepEqual(await names(1000, at("nothing")), ["/etc/containerd/certs.d", root]);
  assert.deepEqual(await names(0, at("run"), ["/etc/containerd/certs.d", "/etc/docker/certs.d"]), ["/etc/containerd/certs.d"]);
  assert.deepEqual(await names(0, at("nothing"), ["/nerdctl"]), ["/nerdctl", "/etc/containerd/certs.d"]);
  assert.deepEqual(await names(1000, at("nothing"), ["/mine", "/yours"]), ["/mine", "/yours", "/etc/containerd/certs.d"]);
  assert.deepEqual(await names(1000, at("nothing"), ["/mine", "/etc/containerd/certs.d"]), ["/mine", "/etc/containerd/certs.d"]);
});

test("a configuration that is named is the only thing converted, and is shown before it is read", async () => {
  writeFileSync(at("named.toml"), '[plugins.cri.registry.mirrors."docker.io"]\nendpoint = ["https://m.example"]\n');
  const script = play([{ type: at("named.toml") }], makeRoot(), [{ pick: "Write" }], [], at("named.toml"));
  assert.deepEqual(Object.keys(await written(script)), ["docker.io/hosts.toml"]);
});

test("the directory of MicroK8s is offered where there is one, after the others", async () => {
  const microK8s = "/var/snap/microk8s/current/args/certs.d";
  const files = { ...nodeFileSystem, stat: (asked: string) => nodeFileSystem.stat(asked === microK8s ? "/" : asked) };
  const request = { roots: ["/nerdctl"], areSet: false, uid: 0, runtimeDirectory: undefined };
  assert.deepEqual(
    (await hostsPlaces(files, request)).map(({ root }) => root),
    ["/nerdctl", "/etc/containerd/certs.d", microK8s],
  );
  assert.deepEqual(
    (await hostsPlaces(files, { ...request, roots: [microK8s], areSet: true })).map(({ root }) => root),
    [microK8s, "/etc/containerd/certs.d"],
  );
});
