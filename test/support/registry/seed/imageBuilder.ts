import type { ContentStore } from "../contentStore.ts";
import { digestOf } from "../digest.ts";
import type { Descriptor } from "../manifestContent.ts";
import { type ArchiveFile, gzip, tarArchive } from "./tarArchive.ts";

export interface Platform {
  readonly os: string;
  readonly architecture: string;
  readonly variant?: string;
  readonly "os.version"?: string;
}

export interface PlatformDescriptor extends Descriptor {
  readonly platform?: Platform;
  readonly artifactType?: string;
  readonly annotations?: Readonly<Record<string, string>>;
}

/** A compressed layer and the digest of what is in it, uncompressed (image specification, "Layer DiffID"). */
export interface Layer {
  readonly bytes: Buffer;
  readonly diffId: string;
  /** What the image's history says that made it. */
  readonly createdBy: string;
}

export interface ImageRecipe {
  readonly layers: readonly Layer[];
  readonly created: Date;
  readonly entrypoint: readonly string[];
  readonly env: readonly string[];
  readonly command?: readonly string[];
  readonly ports?: readonly string[];
  readonly labels?: Readonly<Record<string, string>>;
}

export type Format = "oci" | "docker";

export const amd64: Platform = { os: "linux", architecture: "amd64" };
export const windows: Platform = { os: "windows", architecture: "amd64", "os.version": "10.0.20348.2700" };
export const arm64: Platform = { os: "linux", architecture: "arm64", variant: "v8" };

export const mediaTypes = {
  oci: {
    config: "application/vnd.oci.image.config.v1+json",
    layer: "application/vnd.oci.image.layer.v1.tar+gzip",
    manifest: "application/vnd.oci.image.manifest.v1+json",
    index: "application/vnd.oci.image.index.v1+json",
  },
  docker: {
    config: "application/vnd.docker.container.image.v1+json",
    layer: "application/vnd.docker.image.rootfs.diff.tar.gzip",
    manifest: "application/vnd.docker.distribution.manifest.v2+json",
    index: "application/vnd.docker.distribution.manifest.list.v2+json",
  },
} as const satisfies Record<Format, Record<string, string>>;

export function buildLayer(files: readonly ArchiveFile[], created: Date, createdBy: string): Layer {
  const archive = tarArchive(files, created);
  return { bytes: gzip(archive), diffId: digestOf(archive), createdBy };
}

/** Writes one repository's content straight into a store. */
export class ImageBuilder {
  readonly #store: ContentStore;
  readonly #repository: string;
  readonly #format: Format;

  constructor(store: ContentStore, repository: string, format: Format = "oci") {
    this.#store = store;
    this.#repository = repository;
    this.#format = format;
  }

  blob(mediaType: string, bytes: Buffer): Descriptor {
    const digest = this.#store.putBlob(this.#store.open(this.#repository), bytes);
    return { mediaType, digest, size: bytes.length };
  }

  /** One platform's image. */
  image(recipe: ImageRecipe, platform: Platform, tag?: string): PlatformDescriptor {
    const types = mediaTypes[this.#format];
    const config = this.blob(types.config, toJson(configOf(recipe, platform)));
    const layers = recipe.layers.map((layer) => this.blob(types.layer, layer.bytes));
    return { ...this.manifest(types.manifest, { config, layers }, tag), platform };
  }

  index(manifests: readonly PlatformDescriptor[], tag?: string): Descriptor {
    return this.manifest(mediaTypes[this.#format].index, { manifests }, tag);
  }

  /** An image for both demo platforms. */
  multiPlatform(recipe: ImageRecipe, tag?: string): Descriptor {
    return this.index([this.image(recipe, amd64), this.image(recipe, arm64)], tag);
  }

  tag(tag: string, { digest }: Descriptor): void {
    this.#store.open(this.#repository).tags.set(tag, digest);
  }

  manifest(mediaType: string, content: object, tag?: string): Descriptor {
    const bytes = toJson({ schemaVersion: 2, mediaType, ...content });
    const digest = this.#store.putManifest(this.#store.open(this.#repository), { mediaType, bytes }, tag);
    return { mediaType, digest, size: bytes.length };
  }
}

function configOf(recipe: ImageRecipe, platform: Platform): object {
  const created = recipe.created.toISOString();
  return {
    created,
    ...platform,
    config: {
      Env: ["PATH=/usr/local/bin:/usr/bin:/bin", ...recipe.env],
      Entrypoint: recipe.entrypoint,
      ...(recipe.command !== undefined && { Cmd: recipe.command }),
      ...(recipe.ports !== undefined && { ExposedPorts: Object.fromEntries(recipe.ports.map((port) => [port, {}])) }),
      WorkingDir: "/app",
      User: "65532:65532",
      ...(recipe.labels !== undefined && { Labels: recipe.labels }),
    },
    rootfs: { type: "layers", diff_ids: recipe.layers.map((layer) => layer.diffId) },
    history: [
      ...recipe.layers.map((layer) => ({ created, created_by: layer.createdBy })),
      { created, created_by: `ENTRYPOINT ${JSON.stringify(recipe.entrypoint)}`, empty_layer: true },
    ],
  };
}

export function toJson(value: unknown): Buffer {
  return Buffer.from(JSON.stringify(value, undefined, 2));
}
