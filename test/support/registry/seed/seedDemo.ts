import type { ContentStore } from "../contentStore.ts";
import { demoImage } from "./demoImage.ts";
import { amd64, arm64, ImageBuilder } from "./imageBuilder.ts";
import { attachSbom, attachSignature, buildAttestation } from "./supplyChain.ts";

/** The repositories of the demo, which a person sees in the tree and the tests compare with. */
export const demoRepositories = [
  "demo/hello",
  "supply-chain/signed",
  "team/app/api",
  "team/app/web",
  "team/untagged",
  "tools/runtime",
] as const;

/** Fills a registry with small real images. The same bytes, and so the same digests, every time. */
export function seedDemo({ store }: { readonly store: ContentStore }): void {
  seedHello(store);
  seedTeam(store);
  seedRuntime(store);
  seedSigned(store);
}

function seedHello(store: ContentStore): void {
  const builder = new ImageBuilder(store, "demo/hello");
  const greeting = ["GREETING=Hello"];
  builder.multiPlatform(demoImage("hello", "1.0.0", 0, greeting), "1.0.0");
  builder.tag("latest", builder.multiPlatform(demoImage("hello", "1.1.0", 40, greeting), "1.1.0"));
}

/** A docker manifest list, an index with build attestations, and a repository without a single tag. */
function seedTeam(store: ContentStore): void {
  const api = new ImageBuilder(store, "team/app/api", "docker");
  for (const [day, version] of ["2.3.0", "2.3.1", "2.4.0-rc.1"].entries()) {
    api.multiPlatform(demoImage("api", version, 50 + day, ["PORT=8080"]), version);
  }
  const web = new ImageBuilder(store, "team/app/web");
  const recipe = demoImage("web", "5.0.0", 60, ["PORT=80"]);
  const images = [web.image(recipe, amd64), web.image(recipe, arm64)];
  const index = web.index([...images, ...images.map((image) => buildAttestation(web, image))], "5.0.0");
  web.tag("main", index);
  new ImageBuilder(store, "team/untagged").image(demoImage("draft", "0.0.1", 70), amd64);
}

/** Several hundred tags: releases, their variants, and moving tags that follow the newest release. */
function seedRuntime(store: ContentStore): void {
  const builder = new ImageBuilder(store, "tools/runtime");
  for (let minor = 0; minor < 20; minor++) {
    for (let patch = 0; patch < 6; patch++) {
      for (const suffix of ["", "-alpine", "-slim"]) {
        const version = `3.${minor}.${patch}${suffix}`;
        const index = builder.multiPlatform(demoImage("runtime", version, minor * 6 + patch), version);
        builder.tag(`3.${minor}${suffix}`, index);
        builder.tag(suffix === "" ? "latest" : suffix.slice(1), index);
      }
    }
  }
}

function seedSigned(store: ContentStore): void {
  const builder = new ImageBuilder(store, "supply-chain/signed");
  const image = builder.multiPlatform(demoImage("signed", "1.0.0", 80), "1.0.0");
  attachSbom(builder, image, "supply-chain/signed");
  attachSignature(builder, image, "example.com/supply-chain/signed:1.0.0");
}
