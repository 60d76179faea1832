import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { ContentStore, Repository } from "../registry/contentStore.ts";

/**
 * Writes a store's content as distribution's file system driver keeps it, so that a registry program has it when it starts.
 * Much faster than pushing, and needs no rights. Source: distribution's `registry/storage/paths.go`, seen on 2.8.2.
 */
export function writeRegistryLayout(store: ContentStore, rootDirectory: string): void {
  const root = join(rootDirectory, "docker/registry/v2");
  for (const [name, repository] of store.repositories) {
    writeContent(store, repository, root);
    writeLinks(repository, join(root, "repositories", name));
  }
}

function writeContent(store: ContentStore, repository: Repository, root: string): void {
  for (const digest of repository.blobs) write(blobPath(root, digest), store.blob(repository, digest) ?? "");
  for (const [digest, manifest] of repository.manifests) write(blobPath(root, digest), manifest.bytes);
}

function writeLinks({ manifests, tags, blobs }: Repository, directory: string): void {
  for (const digest of blobs) write(join(directory, "_layers", linkPath(digest)), digest);
  for (const digest of manifests.keys()) write(join(directory, "_manifests/revisions", linkPath(digest)), digest);
  for (const [tag, digest] of tags) {
    const tagDirectory = join(directory, "_manifests/tags", tag);
    write(join(tagDirectory, "current/link"), digest);
    write(join(tagDirectory, "index", linkPath(digest)), digest);
  }
}

function blobPath(root: string, digest: string): string {
  const [algorithm = "", hex = ""] = digest.split(":");
  return join(root, "blobs", algorithm, hex.slice(0, 2), hex, "data");
}

function linkPath(digest: string): string {
  return `${digest.replace(":", "/")}/link`;
}

function write(path: string, content: string | Uint8Array): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
}
