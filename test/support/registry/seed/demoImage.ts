import { buildLayer, type ImageRecipe, type Layer } from "./imageBuilder.ts";

const baseCreated = new Date("2025-11-03T08:00:00Z");
const dayMs = 24 * 60 * 60 * 1000;

const base: Layer = buildLayer(
  [
    { path: "etc/os-release", text: 'ID=demo\nNAME="Demo Linux"\nVERSION_ID=1\n' },
    { path: "etc/passwd", text: "root:x:0:0:root:/root:/bin/sh\nnonroot:x:65532:65532:nonroot:/home/nonroot:/sbin/nologin\n" },
  ],
  baseCreated,
  "ADD rootfs.tar.gz / # buildkit",
);

/** A tiny program's image: a base layer that all of them share, and a layer of its own. `day` counts from the base's creation. */
export function demoImage(program: string, version: string, day: number, env: readonly string[] = []): ImageRecipe {
  const created = new Date(baseCreated.getTime() + day * dayMs);
  const script = `#!/bin/sh\necho "${program} ${version}"\n`;
  const files = [{ path: `app/${program}`, text: script, executable: true }];
  const own = buildLayer(files, created, `COPY ${program} /app/${program} # buildkit`);
  return {
    layers: [base, own],
    created,
    entrypoint: [`/app/${program}`],
    env: [`APP_VERSION=${version}`, ...env],
    labels: { "org.opencontainers.image.title": program, "org.opencontainers.image.version": version },
  };
}
