import type { ContentStore } from "../contentStore.ts";
import { demoImage } from "./demoImage.ts";
import { ImageBuilder } from "./imageBuilder.ts";

/** `v0.0.0`, `v0.0.1` … `v0.1.0` …: `count` tag names, all different, that look like versions. */
export function versionTags(count: number): string[] {
  return Array.from({ length: count }, (_, index) => `v${Math.floor(index / 100)}.${Math.floor(index / 10) % 10}.${index % 10}`);
}

/**
 * Gives `repository` `count` tags (see versionTags), and returns them. With `distinct` each has a multi-platform image of its
 * own; else all share one, which is fast enough for tens of thousands.
 */
export function seedTags(store: ContentStore, repository: string, count: number, { distinct = false } = {}): string[] {
  const builder = new ImageBuilder(store, repository);
  const tags = versionTags(count);
  const shared = builder.multiPlatform(demoImage("bench", "1.0.0", 0));
  for (const tag of tags) builder.tag(tag, distinct ? builder.multiPlatform(demoImage("bench", tag, 0)) : shared);
  return tags;
}

/** Creates `count` repositories with one tagged image each, and returns their names. */
export function seedRepositories(store: ContentStore, count: number): string[] {
  const names = Array.from({ length: count }, (_, index) => `bench/repository-${String(index).padStart(6, "0")}`);
  const template = new ImageBuilder(store, "bench/template");
  template.multiPlatform(demoImage("bench", "1.0.0", 0), "latest");
  const { manifests, tags, blobs } = store.open("bench/template");
  store.repositories.delete("bench/template");
  // The maps are shared: 100,000 repositories cost no more memory than their names.
  for (const name of names) store.repositories.set(name, { manifests, tags, blobs });
  return names;
}
