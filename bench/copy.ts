// An image from one registry to another, beside crane and regctl.
import { createCipheriv } from "node:crypto";
import { join } from "node:path";
import { ensureGoPrograms } from "../scripts/lib/goPrograms.mjs";
import { copyImage } from "../src/services/images/move/copyImage.ts";
import { planCopy } from "../src/services/images/move/copyPlan.ts";
import { createNetworkClient } from "../test/support/networkClient.ts";
import { startDockerRegistry } from "../test/support/peers/dockerRegistry.ts";
import { missing, run, temporaryDirectory } from "../test/support/peers/program.ts";
import { ContentStore } from "../test/support/registry/contentStore.ts";
import { amd64, ImageBuilder, mediaTypes, toJson } from "../test/support/registry/seed/imageBuilder.ts";
import { seedContent } from "../test/support/registry/seed/seedContent.ts";
import { type RunningRegistry, startRegistry } from "../test/support/registry/startRegistry.ts";
import { inTurns, type Measurements, type RunningBenchmark } from "./support/benchmark.ts";

export const needs = ["docker-registry"];

const layers = 8;
const layerBytes = 32_000_000;
/** Each begins as often as any other. */
const turns = 3;
const { signal } = new AbortController();

/** Has an image there under another name. */
type Copy = (from: string, to: string) => Promise<unknown>;

function seedLarge(store: ContentStore): void {
  const builder = new ImageBuilder(store, "large/image");
  const blobs = Array.from({ length: layers }, (_, at) => {
    const bytes = createCipheriv("aes-128-ctr", Buffer.alloc(16, at + 1), Buffer.alloc(16)).update(Buffer.alloc(layerBytes));
    return builder.blob("application/vnd.oci.image.layer.v1.tar", bytes);
  });
  const rootfs = { type: "layers", diff_ids: blobs.map(({ digest }) => digest) };
  const config = builder.blob(mediaTypes.oci.config, toJson({ ...amd64, config: {}, rootfs }));
  builder.manifest(mediaTypes.oci.manifest, { config, layers: blobs }, "1.0");
}

async function copyOurs(from: string, to: string): Promise<void> {
  const [source, target] = [endOf(from), endOf(to)];
  const { client } = source.network;
  try {
    const manifest = await client.getManifest(source.repository, source.tag);
    const plan = await planCopy(client, source.repository, manifest, { withAttached: false }, signal);
    const ends = { source: client, from: source.repository, target: target.network.client, to: target.repository, tag: target.tag };
    const outcome = await copyImage({ ...ends, before: undefined, isOneRegistry: false }, plan, { signal });
    if (outcome.kind !== "copied") throw new Error(`the copy was not made: ${outcome.kind}`);
  } finally {
    source.network.dispose();
    target.network.dispose();
  }
}

function endOf(image: string) {
  const [, host = "", repository = "", tag = ""] = /^([^/]+)\/(.+):([^:]+)$/.exec(image) ?? [];
  return { repository, tag, network: createNetworkClient({ url: `http://${host}` }) };
}

async function copyBy(program: string, args: readonly string[], home: string): Promise<void> {
  const { exitCode, stderr } = await run(program, args, { env: { ...process.env, HOME: home, REGCTL_CONFIG: join(home, "regctl.json") } });
  if (exitCode !== 0) throw new Error(`${program}: ${stderr}`);
}

async function requestsOf(registries: readonly RunningRegistry[], copy: Copy, name: string): Promise<number> {
  for (const { requests } of registries) requests.clear();
  const [source, target] = registries as readonly [RunningRegistry, RunningRegistry];
  await copy(`${source.host}/shop/api:4.2.0`, `${target.host}/${name}/api:4.2.0`);
  return registries.reduce((sum, { requests }) => sum + requests.entries.length, 0);
}

export async function start(): Promise<RunningBenchmark> {
  await ensureGoPrograms();
  const home = temporaryDirectory("copy-peers");
  const content = new ContentStore();
  seedLarge(content);
  const large = await Promise.all([startDockerRegistry({ content }), startDockerRegistry()]);
  const small = await Promise.all([startRegistry(), startRegistry()]);
  const [source, target] = large;
  seedContent(small[0]);
  const peers: Record<string, Copy> = {};
  if (missing("crane") === false) peers["crane"] = (from, to) => copyBy("crane", ["copy", "--insecure", from, to], home.path);
  if (missing("regctl") === false) {
    for (const { host } of [...large, ...small])
      await copyBy("regctl", ["registry", "set", "--tls", "disabled", "--skip-check", host], home.path);
    peers["regctl"] = (from, to) => copyBy("regctl", ["image", "copy", from, to], home.path);
  }
  // A repository that has nothing yet gets all of it.
  const counted = { count: 0 };
  const fresh = (copy: Copy) => () => copy(`${source.host}/large/image:1.0`, `${target.host}/large/copy${++counted.count}:1.0`);

  return {
    run: async (): Promise<Measurements> => {
      const time = await inTurns(
        turns,
        fresh(copyOurs),
        Object.fromEntries(Object.entries(peers).map(([name, copy]) => [name, fresh(copy)])),
      );
      counted.count++;
      const asked: Record<string, number> = {};
      for (const [name, copy] of Object.entries({ ours: copyOurs, ...peers }))
        asked[name] = await requestsOf(small, copy, `${name}${counted.count}`);
      const { ours = Number.NaN, ...others } = asked;
      const goals = Object.keys(peers).map((of) => ({ atMost: 1.2, of }));
      return {
        [`copy of ${(layers * layerBytes) / 1e6} MB in ${layers} layers`]: { ...time, goals },
        "requests for an image of 3 platforms": {
          unit: "requests",
          ours,
          peers: others,
          goals: Object.keys(peers).map((of) => ({ atMost: 1, of })),
        },
      };
    },
    close: async () => {
      await Promise.all([...large, ...small].map((each) => each.close()));
      home.remove();
    },
  };
}
