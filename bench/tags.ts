// 10,000 tags of Debian's docker-registry, until they are a list of names.
import { missing } from "../test/support/peers/program.ts";
import { startDockerRegistry } from "../test/support/peers/dockerRegistry.ts";
import { createSkopeo, type Skopeo } from "../test/support/peers/skopeo.ts";
import { createNetworkClient } from "../test/support/networkClient.ts";
import { ContentStore } from "../test/support/registry/contentStore.ts";
import { seedTags } from "../test/support/registry/seed/seedTags.ts";
import { bareRead } from "./support/bareRead.ts";
import { inTurns, type Measurements, type RunningBenchmark } from "./support/benchmark.ts";

const count = 10_000;
const repository = "bench/tags";
const bare = "bare undici read";
const skopeoProgram = "skopeo list-tags";

/** In one run: each order of the three four times. */
const turns = 24;

export const needs = ["docker-registry"];

/** With a client, and connections, of its own. */
async function listTags(url: string): Promise<void> {
  const connection = createNetworkClient({ url });
  try {
    const tags: string[] = [];
    for await (const page of connection.client.eachTagPage(repository)) tags.push(...page);
    if (tags.length !== count) throw new Error(`${tags.length} tags instead of ${count}`);
  } finally {
    connection.dispose();
  }
}

export async function start(): Promise<RunningBenchmark> {
  const content = new ContentStore();
  seedTags(content, repository, count);
  const registry = await startDockerRegistry({ content });
  const skopeo = missing("skopeo") === false ? createSkopeo() : undefined;
  const listWithSkopeo = async (program: Skopeo): Promise<void> => {
    const { exitCode, stderr } = await program.run("list-tags", [`docker://${registry.host}/${repository}`]);
    if (exitCode !== 0) throw new Error(stderr);
  };
  const run = async (): Promise<Measurements> => {
    const times = await inTurns(turns, () => listTags(registry.url), {
      [bare]: () => bareRead(`${registry.url}/v2/${repository}/tags/list`),
      ...(skopeo !== undefined && { [skopeoProgram]: () => listWithSkopeo(skopeo) }),
    });
    return {
      "tags-10000": {
        ...times,
        goals: [
          { atMost: 1.3, of: bare },
          { atMost: 1, of: skopeoProgram },
        ],
      },
    };
  };
  const close = async (): Promise<void> => {
    skopeo?.remove();
    await registry.close();
  };
  return { run, close };
}
