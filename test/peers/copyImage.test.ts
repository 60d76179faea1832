import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { createCipheriv } from "node:crypto";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { test, type TestContext } from "node:test";
import { fileURLToPath } from "node:url";
import type { CopyOutcome } from "../../src/services/images/move/copyImage.ts";
import { openCopy } from "../../src/services/images/move/copySession.ts";
import { type DockerRegistry, startDockerRegistry } from "../support/peers/dockerRegistry.ts";
import { missing, run } from "../support/peers/program.ts";
import { createSkopeo } from "../support/peers/skopeo.ts";
import { ContentStore } from "../support/registry/contentStore.ts";
import { amd64, ImageBuilder, mediaTypes, toJson } from "../support/registry/seed/imageBuilder.ts";
import { seedContent } from "../support/registry/seed/seedContent.ts";
import { startRegistry } from "../support/registry/startRegistry.ts";
import { registrySessions } from "../support/registrySessions.ts";

const { signal } = new AbortController();
const writer = fileURLToPath(new URL("copyWriter.ts", import.meta.url));

async function debian(t: TestContext, content?: ContentStore): Promise<DockerRegistry> {
  const registry = await startDockerRegistry(content === undefined ? {} : { content });
  t.after(() => registry.close());
  return registry;
}

/** What skopeo says that a tag's manifest is, and crane of all that is in it, where that is there. */
async function judge(t: TestContext, image: string): Promise<string> {
  const skopeo = createSkopeo();
  t.after(() => skopeo.remove());
  const raw = await skopeo.run("inspect", ["--raw", `docker://${image}`]);
  assert.equal(raw.stderr, "");
  if (missing("crane") === false) {
    const { exitCode, stderr } = await run("crane", ["validate", "--insecure", "--fast", "--remote", image]);
    assert.equal(exitCode, 0, stderr);
  }
  return raw.stdout;
}

void test(
  "between two of Debian's registries: skopeo and crane find the same there",
  { skip: missing("docker-registry", "skopeo") },
  async (t) => {
    const content = new ContentStore();
    seedContent({ store: content });
    const [source, target] = [await debian(t, content), await debian(t)];
    const [from, to] = [registrySessions(source), registrySessions(target)];
    const connectDirectly: typeof from.connectDirectly = (host, ...rest) =>
      (host === source.host ? from : to).connectDirectly(host, ...rest);
    const session = await openCopy({ host: source.host, repository: "shop/api", tag: "4.2.0" }, { connectDirectly }, signal);
    t.after(() => {
      session.dispose();
      from.dispose();
      to.dispose();
    });
    const place = { host: target.host, repository: "moved/api", tag: "4.2.0" };
    const planned = await session.plan(place, { withAttached: true }, signal);
    const outcome = await session.copy(planned, { signal });
    assert.equal(outcome.kind, "copied");
    assert.equal(await judge(t, `${target.host}/moved/api:4.2.0`), await judge(t, `${source.host}/shop/api:4.2.0`));
    // Debian's registry has no list of referrers: the tag in its place does.
    const tags = (await (await fetch(`${target.url}/v2/moved/api/tags/list`)).json()) as { readonly tags: readonly string[] };
    const named = planned.plan.root.digest.replace(":", "-");
    assert.ok(tags.tags.includes(`${named}.sig`), tags.tags.join());

    // Within one registry nothing is sent.
    const again = await session.plan({ ...place, host: source.host }, { withAttached: false }, signal);
    const mounted = await session.copy(again, { signal });
    assert.ok(mounted.kind === "copied" && mounted.summary.sentBytes === 0 && mounted.summary.mounted > 0, JSON.stringify(mounted));
  },
);

const layers = 8;
const layerBytes = 64_000_000;

/** Layers that do not compress, and are the same every time. */
function seedLarge(store: ContentStore): void {
  const builder = new ImageBuilder(store, "large/image");
  const blobs = Array.from({ length: layers }, (_, at) => {
    const bytes = createCipheriv("aes-128-ctr", Buffer.alloc(16, at + 1), Buffer.alloc(16)).update(Buffer.alloc(layerBytes));
    return builder.blob("application/vnd.oci.image.layer.v1.tar", bytes);
  });
  const diffIds = blobs.map(({ digest }) => digest);
  const config = builder.blob(mediaTypes.oci.config, toJson({ ...amd64, config: {}, rootfs: { type: "layers", diff_ids: diffIds } }));
  builder.manifest(mediaTypes.oci.manifest, { config, layers: blobs }, "1.0");
}

interface Line {
  readonly bytes?: number;
  readonly outcome?: CopyOutcome;
  readonly grown?: number;
}

/** Runs the copy in a process of its own, which is killed once so many bytes are there. Answers its last line. */
async function copyIn(source: string, target: string, killAt = Infinity): Promise<Line> {
  const child = spawn(process.execPath, [writer, source, target, "large/image", "1.0"], { stdio: ["ignore", "pipe", "inherit"] });
  const closed = once(child, "close");
  let last: Line = {};
  for await (const line of createInterface({ input: child.stdout })) {
    last = JSON.parse(line) as Line;
    if ((last.bytes ?? 0) >= killAt) child.kill("SIGKILL");
  }
  await closed;
  return last;
}

void test(
  "512 MB, killed in the middle: the rest alone is sent the next time",
  { skip: missing("docker-registry", "skopeo"), timeout: 300_000 },
  async (t) => {
    const source = await startRegistry();
    t.after(() => source.close());
    seedLarge(source.store);
    const target = await debian(t);
    const killed = await copyIn(source.url, target.url, (layers * layerBytes) / 2);
    assert.equal(killed.outcome, undefined);
    const tags = await fetch(`${target.url}/v2/large/image/tags/list`);
    assert.equal(tags.status, 404, "no tag before all is there");
    await tags.body?.cancel();

    const { outcome, grown = Infinity } = await copyIn(source.url, target.url);
    assert.ok(outcome?.kind === "copied", JSON.stringify(outcome));
    const { sentBytes, there, uploaded } = outcome.summary;
    assert.equal(there + uploaded, layers + 1);
    assert.ok(there >= 1, `${there} were there`);
    assert.ok(sentBytes <= layers * layerBytes - there * layerBytes + layerBytes, `${sentBytes} bytes were sent again`);
    // Nothing of a blob is held: a buffer or two of each of three streams, and what waits to be collected.
    assert.ok(grown < 96_000_000, `the process grew by ${grown} bytes`);
    t.diagnostic(`the process grew by ${(grown / 1e6).toFixed(1)} MB, ${there} blobs were there`);

    const skopeo = createSkopeo();
    t.after(() => skopeo.remove());
    const raw = await skopeo.run("inspect", ["--raw", `docker://${target.host}/large/image:1.0`]);
    const digest = source.store.open("large/image").tags.get("1.0") ?? "";
    assert.equal(raw.stdout, source.store.open("large/image").manifests.get(digest)?.bytes.toString("utf8"));
  },
);
