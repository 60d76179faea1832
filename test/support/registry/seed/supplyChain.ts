import { createHash, createPrivateKey, sign } from "node:crypto";
import type { Descriptor } from "../manifestContent.ts";
import { type ImageBuilder, mediaTypes, type PlatformDescriptor, toJson } from "./imageBuilder.ts";

const emptyConfig = Buffer.from("{}");
const emptyConfigType = "application/vnd.oci.empty.v1+json";
const created = "2026-02-01T09:30:00Z";

/** A software bill of materials (SPDX) that refers to `subject` (image specification, "Guidelines for Artifact Usage"). */
export function attachSbom(builder: ImageBuilder, subject: Descriptor, name: string): Descriptor {
  const document = toJson({
    spdxVersion: "SPDX-2.3",
    dataLicense: "CC0-1.0",
    SPDXID: "SPDXRef-DOCUMENT",
    name,
    documentNamespace: `https://example.com/spdx/${name}`,
    creationInfo: { created, creators: ["Tool: demo-sbom"] },
    packages: [{ SPDXID: "SPDXRef-Package", name, versionInfo: "1.0.0", downloadLocation: "NOASSERTION" }],
  });
  return attach(builder, subject, "application/spdx+json", builder.blob("application/spdx+json", document));
}

/** A signature in cosign's shape: the signed payload is the layer, the signature an annotation of it. */
export function attachSignature(builder: ImageBuilder, subject: Descriptor, reference: string): Descriptor {
  return attach(builder, subject, "application/vnd.dev.cosign.artifact.sig.v1+json", signedPayload(builder, subject, reference));
}

/** The same as cosign stores it where there is no referrers API, and for long did everywhere: under a tag that is named after the subject. */
export function tagSignature(builder: ImageBuilder, subject: Descriptor, reference: string): Descriptor {
  const layer = signedPayload(builder, subject, reference);
  const config = builder.blob(
    mediaTypes.oci.config,
    toJson({ architecture: "", os: "", config: {}, rootfs: { type: "layers", diff_ids: [layer.digest] } }),
  );
  return builder.manifest(mediaTypes.oci.manifest, { config, layers: [layer] }, `${subject.digest.replace(":", "-")}.sig`);
}

function signedPayload(builder: ImageBuilder, subject: Descriptor, reference: string): PlatformDescriptor {
  const payload = toJson({
    critical: {
      identity: { "docker-reference": reference },
      image: { "docker-manifest-digest": subject.digest },
      type: "cosign container image signature",
    },
    optional: null,
  });
  const layer = builder.blob("application/vnd.dev.cosign.simplesigning.v1+json", payload);
  const signature = sign(null, payload, demoKey()).toString("base64");
  return { ...layer, annotations: { "dev.cosignproject.cosign/signature": signature } };
}

/** A build attestation as BuildKit puts it into an index: a child for the platform unknown/unknown that names the image it is about. */
export function buildAttestation(builder: ImageBuilder, image: Descriptor): PlatformDescriptor {
  const statement = toJson({
    _type: "https://in-toto.io/Statement/v0.1",
    predicateType: "https://slsa.dev/provenance/v0.2",
    subject: [{ name: "image", digest: { sha256: image.digest.slice("sha256:".length) } }],
    predicate: { buildType: "https://mobyproject.org/buildkit@v1", metadata: { buildFinishedOn: created } },
  });
  const statementType = { "in-toto.io/predicate-type": "https://slsa.dev/provenance/v0.2" };
  const layer = { ...builder.blob("application/vnd.in-toto+json", statement), annotations: statementType };
  const config = builder.blob(
    mediaTypes.oci.config,
    toJson({ architecture: "unknown", os: "unknown", config: {}, rootfs: { type: "layers", diff_ids: [layer.digest] } }),
  );
  return {
    ...builder.manifest(mediaTypes.oci.manifest, { config, layers: [layer] }),
    platform: { os: "unknown", architecture: "unknown" },
    annotations: { "vnd.docker.reference.type": "attestation-manifest", "vnd.docker.reference.digest": image.digest },
  };
}

function attach(builder: ImageBuilder, subject: Descriptor, artifactType: string, layer: PlatformDescriptor): Descriptor {
  const config = builder.blob(emptyConfigType, emptyConfig);
  const annotations = { "org.opencontainers.image.created": created };
  return builder.manifest(mediaTypes.oci.manifest, { artifactType, config, layers: [layer], subject, annotations });
}

/** An Ed25519 key from a fixed seed (RFC 8410): its signatures are real, and always the same. */
function demoKey(): ReturnType<typeof createPrivateKey> {
  const prefix = Buffer.from("302e020100300506032b657004220420", "hex");
  const seed = createHash("sha256").update("demo signing key").digest();
  return createPrivateKey({ key: Buffer.concat([prefix, seed]), format: "der", type: "pkcs8" });
}
