import assert from "node:assert/strict";
import { test } from "node:test";
import { contentKind, type ContentKind, type KindSigns } from "../../../../src/services/content/contentKind.ts";

const ociConfig = "application/vnd.oci.image.config.v1+json";
const inToto = "application/vnd.in-toto+json";
const bundle = "application/vnd.dev.sigstore.bundle.v0.3+json";
const slsa = { "in-toto.io/predicate-type": "https://slsa.dev/provenance/v1" };
const spdx = { "in-toto.io/predicate-type": "https://spdx.dev/Document" };

const cases: readonly (readonly [what: string, signs: KindSigns, kind: ContentKind])[] = [
  ["an image", { configType: ociConfig, layerTypes: ["application/vnd.oci.image.layer.v1.tar+gzip"] }, "image"],
  ["Docker's image", { configType: "application/vnd.docker.container.image.v1+json" }, "image"],
  ["a Helm chart", { configType: "application/vnd.cncf.helm.config.v1+json" }, "helmChart"],
  ["the signature file of a chart", { artifactType: "application/vnd.cncf.helm.chart.provenance.v1.prov" }, "helmProvenance"],
  ["a WASM component", { configType: "application/vnd.wasm.config.v0+json", layerTypes: ["application/wasm"] }, "wasm"],
  ["a proxy's WASM module", { configType: "application/vnd.module.wasm.config.v1+json" }, "wasm"],
  [
    "a signature of cosign under a tag",
    { configType: ociConfig, layerTypes: ["application/vnd.dev.cosign.simplesigning.v1+json"] },
    "signature",
  ],
  ["a signature of Notation", { artifactType: "application/vnd.cncf.notary.signature" }, "signature"],
  ["an SBOM of SPDX", { artifactType: "application/spdx+json" }, "sbom"],
  ["an SBOM of CycloneDX", { artifactType: "application/vnd.cyclonedx+json" }, "sbom"],
  ["a statement of provenance", { configType: ociConfig, layerTypes: [inToto], layerAnnotations: [slsa] }, "provenance"],
  [
    "several statements that differ",
    { configType: ociConfig, layerTypes: [inToto, inToto], layerAnnotations: [slsa, spdx] },
    "attestation",
  ],
  [
    "a statement of an unknown kind",
    { artifactType: inToto, annotations: { "in-toto.io/predicate-type": "https://x.example/" } },
    "attestation",
  ],
  ["a bundle with a signature", { artifactType: bundle, annotations: { "dev.sigstore.bundle.content": "message-signature" } }, "signature"],
  [
    "a bundle with provenance",
    { artifactType: bundle, annotations: { "dev.sigstore.bundle.predicateType": "https://slsa.dev/provenance/v1" } },
    "provenance",
  ],
  [
    "a model of Ollama",
    { configType: "application/vnd.docker.container.image.v1+json", layerTypes: ["application/vnd.ollama.image.model"] },
    "model",
  ],
  ["what has a type of its own, and parts of an image", { artifactType: "application/vnd.example", configType: ociConfig }, "artifact"],
  ["what nothing tells of", {}, "artifact"],
];

for (const [what, signs, kind] of cases) test(`${what} is told: ${kind}`, () => assert.equal(contentKind(signs), kind));
