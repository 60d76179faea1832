import assert from "node:assert/strict";
import { test } from "node:test";
import { convertSource, maxSourceBytes } from "../../../../src/hosts/convert/parseSource.ts";

async function faultOf(name: string, source: string): Promise<unknown> {
  const result = await convertSource(name, source);
  return "fault" in result ? result.fault : result.conversion.format;
}

test("the format follows from the name, and from the text where the name leaves it open", async () => {
  const cases = [
    ["/etc/containerd/config.toml", "[plugins]", "containerd"],
    ["/etc/rancher/k3s/registries.yaml", "mirrors:", "k3s"],
    ["/etc/docker/daemon.json", '{"registry-mirrors": []}', "docker"],
    ["/etc/containers/registries.conf", "[[registry]]", "podman"],
    ["/x/registries", "configs:\n  a: {}\n", "k3s"],
    ["/x/daemon", ' {"insecure-registries": []}', "docker"],
    ["/x/config", 'version = 2\n[plugins."cri"]', "containerd"],
    ["/x/registries.YML", "mirrors: {}", "k3s"],
    ["/x/cluster.yaml", "kind: Cluster\ncontainerdConfigPatches: []\n", "kind"],
  ] as const;
  for (const [name, source, format] of cases) assert.equal(await faultOf(name, source), format, name);
});

test("what does not parse is named by its line, and none of it is quoted", async () => {
  assert.deepEqual(await faultOf("a.json", '{\n "a": s3cret, \n}'), { kind: "syntax", syntax: "JSON" });
  assert.deepEqual(await faultOf("a.json", '{"a": 1,\n}'), { kind: "syntax", syntax: "JSON", line: 2 });
  assert.deepEqual(await faultOf("a.toml", "a = 1\nb = s3cret\n"), { kind: "syntax", syntax: "TOML", line: 2 });
  assert.deepEqual(await faultOf("a.yaml", 'mirrors:\n  a: "s3cret\n'), { kind: "syntax", syntax: "YAML", line: 3 });
  assert.deepEqual(await faultOf("a.yaml", "mirrors:\n\tdocker.io:\n\t\tendpoint: []\n"), {
    kind: "syntax",
    syntax: "YAML",
    line: 2,
    isTab: true,
  });
  assert.deepEqual(await faultOf("a.yaml", "mirrors: *nobody\n"), { kind: "syntax", syntax: "YAML" });
});

test("what Talos makes hosts.toml files of is told apart", async () => {
  for (const source of [
    "version: v1alpha1\nmachine: {registries: {}}\n",
    "apiVersion: v1alpha1\nkind: RegistryMirrorConfig\nname: docker.io\n",
  ])
    assert.deepEqual(await faultOf("a.yaml", source), { kind: "talos", syntax: "YAML" });
});

test("what sets up a virtual machine is told apart", async () => {
  const source = "provision:\n- mode: system\n  script: |\n    cat > /etc/rancher/k3s/registries.yaml\n";
  assert.deepEqual(await faultOf("override.yaml", source), { kind: "virtual-machine", syntax: "YAML" });
});

test("what says nothing of registries is told apart", async () => {
  for (const [name, source] of [
    ["a.json", "[]"],
    ["a.json", "null"],
    ["a.json", '{"log-driver": "x"}'],
    ["a.toml", ""],
    ["a.yaml", ""],
    ["a.yaml", "- mirrors"],
  ] as const) {
    assert.equal(((await faultOf(name, source)) as { kind: string }).kind, "other", source);
  }
});

test("a merged map and an anchor are followed; too many aliases are not", async () => {
  const merged = await convertSource("a.yaml", "x: &x\n  endpoint: [https://m.example]\nmirrors:\n  docker.io:\n    <<: *x\n");
  assert.ok("conversion" in merged && merged.conversion.files.length === 1);
  let laughs = "a0: &a0 [x,x,x,x,x,x,x,x,x]\n";
  for (let i = 1; i < 12; i++)
    laughs += `a${i}: &a${i} [${Array(9)
      .fill(`*a${i - 1}`)
      .join()}]\n`;
  assert.deepEqual(await faultOf("a.yaml", `${laughs}mirrors: *a11\n`), { kind: "too-complex", syntax: "YAML" });
});

const odd = [
  "[",
  "{a: ",
  "- ",
  "? ",
  "&a ",
  "*a ",
  "\t",
  ": ",
  "\n",
  "!a ",
  '"',
  "'",
  "|\n",
  "%a\n",
  "[,",
  "---\n",
  "<<: {a: 1}\n",
  "- !a ",
  "a:\n ",
  "\u2028",
  "#\n",
  "a: b\n",
];
const oddToml = ["[", "{", "a.", "a=[", "a={b=", "[[a]]\n", '"""', "'", "#\n", "\n", "[a.", "\\", " ", "a={"];

test("no text of one kind takes long", async () => {
  await faultOf("a.yaml", "mirrors: {}\n");
  const slow: string[] = [];
  const cpuTimeOf = async (name: string, source: string): Promise<number> => {
    const start = process.cpuUsage();
    await faultOf(name, source);
    const { user, system } = process.cpuUsage(start);
    return (user + system) / 1_000;
  };
  const time = async (name: string, source: string): Promise<void> => {
    let took = await cpuTimeOf(name, source);
    // What the compiler or the collector of garbage takes at one moment is no property of the text.
    for (let again = 0; again < 3 && took > 300; again++) took = await cpuTimeOf(name, source);
    if (took > 300) slow.push(`${name} ${JSON.stringify(source.slice(0, 10))} ${Math.round(took)} ms`);
  };
  for (const part of odd) for (const count of [490, 990, 1_990, maxSourceBytes / part.length]) await time("a.yaml", part.repeat(count));
  for (const part of oddToml) await time("a.toml", part.repeat(maxSourceBytes / part.length));
  for (const part of ["[", '{"a":', "[{", '"']) await time("a.json", part.repeat(maxSourceBytes / part.length));
  assert.deepEqual(slow, []);
});
