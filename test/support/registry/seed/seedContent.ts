import type { ContentStore } from "../contentStore.ts";
import { demoImage } from "./demoImage.ts";
import { amd64, arm64, ImageBuilder, type ImageRecipe, mediaTypes, toJson, windows } from "./imageBuilder.ts";
import { attachSbom, attachSignature, buildAttestation, tagSignature } from "./supplyChain.ts";

/** What a registry may hold besides plain images, each in a repository of its own. */
export function seedContent({ store }: { readonly store: ContentStore }): void {
  seedShop(store);
  seedChart(store);
  seedWasm(store);
  seedNotes(store);
}

/** An image for three platforms under two tags, with build attestations, an SBOM and a signature of each way to store one. */
function seedShop(store: ContentStore): void {
  const builder = new ImageBuilder(store, "shop/api");
  const env = ["PORT=8080", ...Array.from({ length: 5 }, (_, index) => `OPTION_${index}=$(x) [y](command:z)`)];
  const recipe: ImageRecipe = { ...demoImage("api", "4.2.0", 30, env), command: ["serve", "--port", "8080"], ports: ["8080/tcp"] };
  const images = [builder.image(recipe, amd64), builder.image(recipe, arm64), builder.image(recipe, windows)];
  const attestations = images.slice(0, 2).map((image) => buildAttestation(builder, image));
  const index = builder.index([...images, ...attestations], "4.2.0");
  builder.tag("latest", index);
  builder.image(demoImage("api", "4.1.0", 20), amd64, "4.1.0");
  attachSbom(builder, index, "shop/api");
  attachSignature(builder, index, "example.com/shop/api:4.2.0");
  tagSignature(builder, index, "example.com/shop/api:4.2.0");
}

/** As `helm push` stores a chart (helm.sh, "Use OCI-based registries"). */
function seedChart(store: ContentStore): void {
  const builder = new ImageBuilder(store, "shop/chart");
  const chart = { name: "shop", version: "0.3.1", appVersion: "4.2.0", description: "The shop, with its database", apiVersion: "v2" };
  const config = builder.blob("application/vnd.cncf.helm.config.v1+json", toJson(chart));
  const archive = builder.blob("application/vnd.cncf.helm.chart.content.v1.tar+gzip", Buffer.from("chart"));
  const annotations = { "org.opencontainers.image.title": "shop", "org.opencontainers.image.created": "2026-01-05T10:00:00Z" };
  builder.manifest(mediaTypes.oci.manifest, { config, layers: [archive], annotations }, "0.3.1");
}

function seedWasm(store: ContentStore): void {
  const builder = new ImageBuilder(store, "shop/plugin");
  const config = builder.blob("application/vnd.wasm.config.v0+json", toJson({ architecture: "wasm", os: "wasip1" }));
  const module = builder.blob("application/wasm", Buffer.from("0061736d01000000", "hex"));
  builder.manifest(mediaTypes.oci.manifest, { config, layers: [module] }, "1.0.0");
}

/** What nothing knows: its type is all that tells what it is. */
function seedNotes(store: ContentStore): void {
  const builder = new ImageBuilder(store, "shop/notes");
  const config = builder.blob("application/vnd.oci.empty.v1+json", Buffer.from("{}"));
  const text = builder.blob("text/plain", Buffer.from("Buy milk.\n"));
  const layers = [{ ...text, annotations: { "org.opencontainers.image.title": "notes.txt" } }];
  builder.manifest(mediaTypes.oci.manifest, { artifactType: "application/vnd.example.notes.v1", config, layers }, "1");
}
