import { asText, type JsonObject } from "../../registry/http/json.ts";
import type { ImageConfig } from "../../registry/content/imageConfig.ts";
import {
  attestedDigest,
  type Descriptor,
  type IndexManifest,
  type Manifest,
  type ManifestDescriptor,
  manifestKind,
  type Platform,
  printPlatform,
} from "../../registry/content/manifest.ts";
import { capped, cappedEntries, type Capped, keptText, maxKept, type NamedText, emptyList } from "./capped.ts";
import type { ContentFacts, ImageFacts, LayerFacts, MemberFacts } from "./contentFacts.ts";
import { contentKind, type ContentKind, isImagePart } from "./contentKind.ts";
import { instructionsOf } from "./layerHistory.ts";

/** What a manifest's configuration says; `error` where it could not be read, nothing where it says nothing. */
export interface ReadConfig {
  readonly image?: ImageConfig;
  readonly json?: JsonObject;
  readonly error?: unknown;
}

/** What the configuration is to be read as: an image's, or JSON of a kind that has names in it. */
export function configUse(manifest: Manifest): "image" | "properties" | undefined {
  if (manifest.kind !== "image") return undefined;
  if (isImagePart(manifest.config.mediaType)) return kindOf(manifest) === "image" ? "image" : undefined;
  return kindOf(manifest) === "helmChart" ? "properties" : undefined;
}

/** A manifest with its configuration, as it is shown. */
export function readContent(manifest: Manifest, { image, json, error }: ReadConfig): ContentFacts {
  const blobs = manifest.kind === "image" ? manifest.layers : manifest.kind === "artifact" ? manifest.blobs : [];
  const config = manifest.kind === "image" ? [manifest.config] : [];
  const members = manifest.kind === "index" ? membersOf(manifest) : { images: emptyList, attestations: emptyList };
  return {
    digest: manifest.digest,
    mediaType: keptText(manifest.mediaType),
    kind: kindOf(manifest),
    artifactType: artifactTypeOf(manifest),
    size: manifest.kind === "index" ? undefined : totalSize([...config, ...blobs]),
    created: dateOf(image?.created) ?? dateOf(manifest.annotations?.["org.opencontainers.image.created"]),
    annotations: cappedEntries(manifest.annotations),
    subject: manifest.subject?.digest,
    image: image === undefined ? undefined : imageFacts(image),
    properties: json === undefined ? emptyList : propertiesOf(json),
    configError: error,
    layers: capped(layersOf(blobs, image), blobs.length),
    members: members.images,
    attestations: members.attestations,
  };
}

function kindOf(manifest: Manifest): ContentKind {
  if (manifest.kind === "index") return manifest.artifactType === undefined ? "index" : contentKind(manifest);
  const blobs = manifest.kind === "image" ? manifest.layers : manifest.blobs;
  return contentKind({
    artifactType: manifest.artifactType,
    configType: manifest.kind === "image" ? manifest.config.mediaType : undefined,
    layerTypes: blobs.slice(0, maxKept).map(({ mediaType }) => mediaType),
    annotations: manifest.annotations,
    layerAnnotations: blobs.slice(0, maxKept).map(({ annotations }) => annotations),
  });
}

/** image-spec, "Guidelines for Artifact Usage": the configuration's type stands in where there is no artifact type. */
function artifactTypeOf(manifest: Manifest): string | undefined {
  if (manifest.artifactType !== undefined) return keptText(manifest.artifactType);
  if (manifest.kind !== "image" || isImagePart(manifest.config.mediaType)) return undefined;
  return keptText(manifest.config.mediaType);
}

function totalSize(blobs: readonly Descriptor[]): number {
  return blobs.reduce((sum, { size }) => sum + size, 0);
}

/** Reproducible builds write 1970, 1980 or year 1: that is no date. */
function dateOf(text: string | undefined): Date | undefined {
  const date = text === undefined || text.length > 40 ? undefined : new Date(text);
  return date !== undefined && date.getUTCFullYear() > 1980 ? date : undefined;
}

function imageFacts(config: ImageConfig): ImageFacts {
  const { platform, entrypoint, command, environment } = config;
  return {
    platform: keptPlatform(platform),
    entrypoint: entrypoint.slice(0, maxKept).map(keptText),
    command: command.slice(0, maxKept).map(keptText),
    workingDirectory: keptOptional(config.workingDirectory),
    user: keptOptional(config.user),
    author: keptOptional(config.author),
    ports: texts(config.exposedPorts),
    volumes: texts(config.volumes),
    environment: capped(environment.slice(0, maxKept).map(variableOf), environment.length),
    labels: cappedEntries(config.labels),
  };
}

function variableOf(entry: string): NamedText {
  const at = entry.indexOf("=");
  return at < 0 ? { name: keptText(entry), text: "" } : { name: keptText(entry.slice(0, at)), text: keptText(entry.slice(at + 1)) };
}

function texts(all: readonly string[]): Capped<string> {
  return capped(all.slice(0, maxKept).map(keptText), all.length);
}

function keptOptional(text: string | undefined): string | undefined {
  return text === undefined ? undefined : keptText(text);
}

/** The values of Chart.yaml that are text (helm.sh, "The Chart.yaml File"). */
function propertiesOf(json: JsonObject): Capped<NamedText> {
  const names = ["name", "version", "appVersion", "description", "type", "home"];
  return capped(
    names.flatMap((name) => {
      const text = asText(json[name]);
      return text === undefined || text === "" ? [] : [{ name, text: keptText(text) }];
    }),
  );
}

function layersOf(blobs: readonly Descriptor[], image: ImageConfig | undefined): readonly LayerFacts[] {
  const instructions = instructionsOf(image?.history ?? [], blobs.length);
  return blobs.slice(0, maxKept).map(({ digest, mediaType, size, annotations }, index) => ({
    digest,
    mediaType: keptText(mediaType),
    size,
    instruction: instructions[index],
    title: keptOptional(annotations?.["org.opencontainers.image.title"]),
    kind: contentKind({ artifactType: mediaType, annotations }),
  }));
}

function membersOf({ manifests }: IndexManifest): { readonly images: Capped<MemberFacts>; readonly attestations: Capped<MemberFacts> } {
  const images = manifests.filter((member) => attestedDigest(member) === undefined);
  const attestations = manifests.filter((member) => attestedDigest(member) !== undefined);
  const attested = new Map(images.map((member) => [member.digest, member.platform]));
  const memberOf = (member: ManifestDescriptor): MemberFacts => {
    const about = attestedDigest(member);
    const platform = about === undefined ? undefined : attested.get(about);
    return {
      digest: member.digest,
      mediaType: keptText(member.mediaType),
      kind: kindOfMember(member),
      artifactType: keptOptional(member.artifactType),
      platform: member.platform === undefined ? undefined : keptPlatform(member.platform),
      attests: platform === undefined ? keptOptional(about) : keptPlatform(platform),
    };
  };
  return {
    images: capped(images.slice(0, maxKept).map(memberOf), images.length),
    attestations: capped(attestations.slice(0, maxKept).map(memberOf), attestations.length),
  };
}

/** By what the descriptor says: the manifest itself may tell more. */
export function kindOfMember(member: ManifestDescriptor): ContentKind {
  if (attestedDigest(member) !== undefined) return "attestation";
  if (manifestKind(member.mediaType) === "index") return "index";
  return member.artifactType === undefined ? "image" : contentKind(member);
}

function keptPlatform(platform: Platform): string {
  return keptText(printPlatform(platform));
}
