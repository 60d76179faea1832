import { writeSync } from "node:fs";
import { copyImage } from "../../src/services/images/move/copyImage.ts";
import { planCopy } from "../../src/services/images/move/copyPlan.ts";
import { createNetworkClient } from "../support/networkClient.ts";

/**
 * `copyWriter.ts SOURCE TARGET REPOSITORY TAG`: copies an image from one registry to another, and prints a line of JSON for every 16 MB that
 * are there, and one with what was sent and by how much the process has grown at most.
 */
const [sourceUrl = "", targetUrl = "", repository = "", tag = ""] = process.argv.slice(2);
const source = createNetworkClient({ url: sourceUrl });
const target = createNetworkClient({ url: targetUrl });
const { signal } = new AbortController();
const print = (line: object): number => writeSync(1, `${JSON.stringify(line)}\n`);

const manifest = await source.client.getManifest(repository, tag);
const plan = await planCopy(source.client, repository, manifest, { withAttached: false }, signal);
const before = process.memoryUsage.rss();
const seen = { most: before, told: 0 };
const onProgress = (bytes: number): void => {
  if (bytes - seen.told < 16_000_000) return;
  seen.told = bytes;
  seen.most = Math.max(seen.most, process.memoryUsage.rss());
  print({ bytes });
};
const ends = {
  source: source.client,
  from: repository,
  target: target.client,
  to: repository,
  tag,
  before: undefined,
  isOneRegistry: false,
};
const outcome = await copyImage(ends, plan, { onProgress, signal });
print({ outcome, grown: seen.most - before });
source.dispose();
target.dispose();
