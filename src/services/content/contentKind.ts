/** What a manifest is to a person; `artifact` is what nothing here knows, and its type is shown as it stands. */
export type ContentKind =
  | "image"
  | "index"
  | "signature"
  | "sbom"
  | "provenance"
  | "vulnerabilities"
  | "vex"
  | "attestation"
  | "helmChart"
  | "helmProvenance"
  | "wasm"
  | "model"
  | "composeProject"
  | "devContainerFeature"
  | "fluxSource"
  | "policy"
  | "singularity"
  | "artifact";

/** What tells the kind: as manifests and the descriptors of them have it. */
export interface KindSigns {
  readonly artifactType?: string | undefined;
  readonly configType?: string | undefined;
  readonly layerTypes?: readonly string[];
  readonly annotations?: Readonly<Record<string, string>> | undefined;
  /** Those of the layers, in which statements name their predicate. */
  readonly layerAnnotations?: readonly (Readonly<Record<string, string>> | undefined)[];
}

/** By the beginning of a media or artifact type, the more exact first. Each is documented by the tool that writes it. */
const types: readonly (readonly [prefix: string, kind: ContentKind])[] = [
  ["application/vnd.cncf.helm.chart.provenance.", "helmProvenance"],
  ["application/vnd.cncf.helm.", "helmChart"],
  ["application/vnd.wasm.", "wasm"],
  ["application/vnd.module.wasm.", "wasm"],
  ["application/wasm", "wasm"],
  ["application/vnd.dev.cosign.artifact.sig.", "signature"],
  ["application/vnd.dev.cosign.simplesigning.", "signature"],
  ["application/vnd.cncf.notary.signature", "signature"],
  ["application/vnd.dev.cosign.artifact.sbom.", "sbom"],
  ["application/spdx", "sbom"],
  ["text/spdx", "sbom"],
  ["application/vnd.cyclonedx", "sbom"],
  ["application/vnd.syft", "sbom"],
  ["application/sarif", "vulnerabilities"],
  ["application/vnd.security.vulnerability.report", "vulnerabilities"],
  ["application/vnd.cncf.model.", "model"],
  ["application/vnd.ollama.image.model", "model"],
  ["application/vnd.docker.ai.", "model"],
  ["application/vnd.docker.compose.", "composeProject"],
  ["application/vnd.devcontainers", "devContainerFeature"],
  ["application/vnd.cncf.flux.", "fluxSource"],
  ["application/vnd.cncf.openpolicyagent.", "policy"],
  ["application/vnd.sylabs.sif.", "singularity"],
  ["application/vnd.in-toto", "attestation"],
  ["application/vnd.dsse.envelope", "attestation"],
  ["application/vnd.dev.sigstore.bundle", "attestation"],
];

/** By the beginning of an in-toto predicate's type (in-toto/attestation, "Vetted predicates"). */
const predicates: readonly (readonly [prefix: string, kind: ContentKind])[] = [
  ["https://slsa.dev/provenance/", "provenance"],
  ["https://spdx.dev/", "sbom"],
  ["https://cyclonedx.org/", "sbom"],
  ["https://in-toto.io/attestation/vulns", "vulnerabilities"],
  ["https://cosign.sigstore.dev/attestation/vuln/", "vulnerabilities"],
  ["https://openvex.dev/", "vex"],
  // What cosign signs with a bundle says so in a statement of this type.
  ["https://sigstore.dev/cosign/sign/", "signature"],
];

/** Where the type of the predicate stands: BuildKit's, cosign's and a Sigstore bundle's annotation. */
const predicateKeys = ["in-toto.io/predicate-type", "predicateType", "dev.sigstore.bundle.predicateType"];

/** Media types of what an image consists of. */
const imageParts = [
  "application/vnd.oci.image.config.",
  "application/vnd.docker.container.image.",
  "application/vnd.oci.image.layer.",
  "application/vnd.docker.image.rootfs.",
];

/** The kind of what is no index. The type that its maker gave it counts before what it consists of. */
export function contentKind(signs: KindSigns): ContentKind {
  const { artifactType = "", configType = "", layerTypes = [] } = signs;
  const own = kindOfType(artifactType) ?? kindOfType(configType);
  const kind = own ?? (artifactType === "" ? layerTypes.map(kindOfType).find((each) => each !== undefined) : undefined);
  if (kind === "attestation") return kindOfPredicate(signs) ?? kind;
  if (kind !== undefined) return kind;
  if (artifactType !== "") return "artifact";
  return isImagePart(configType) ? "image" : "artifact";
}

/** Whether such a configuration says how a container of the image is run. */
export function isImagePart(mediaType: string): boolean {
  return imageParts.some((prefix) => mediaType.startsWith(prefix));
}

function kindOfType(type: string): ContentKind | undefined {
  return types.find(([prefix]) => type.startsWith(prefix))?.[1];
}

/** The kind of a statement, or of several where they agree. */
function kindOfPredicate({ annotations, layerAnnotations = [] }: KindSigns): ContentKind | undefined {
  const kinds = new Set([annotations, ...layerAnnotations].map(kindOfStatement).filter((each) => each !== undefined));
  return kinds.size === 1 ? [...kinds][0] : undefined;
}

function kindOfStatement(annotations: Readonly<Record<string, string>> | undefined): ContentKind | undefined {
  if (annotations?.["dev.sigstore.bundle.content"] === "message-signature") return "signature";
  const predicate = predicateKeys.map((key) => annotations?.[key]).find((each) => each !== undefined);
  return predicate === undefined ? undefined : predicates.find(([prefix]) => predicate.startsWith(prefix))?.[1];
}
