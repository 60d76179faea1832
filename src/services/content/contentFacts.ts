import type { Capped, NamedText } from "./capped.ts";
import type { ContentKind } from "./contentKind.ts";

/** What is behind a digest, as it is shown. All lists and texts are bounded, whatever the registry has sent. */
export interface ContentFacts {
  readonly digest: string;
  readonly mediaType: string;
  readonly kind: ContentKind;
  readonly artifactType: string | undefined;
  /** Bytes of what the manifest lists, its configuration included; of an index undefined: it lists manifests. */
  readonly size: number | undefined;
  readonly created: Date | undefined;
  readonly annotations: Capped<NamedText>;
  /** The digest of what it is attached to. */
  readonly subject: string | undefined;
  /** What runs, in an image. */
  readonly image: ImageFacts | undefined;
  /** What the configuration of something else says of it: name and version of a chart. */
  readonly properties: Capped<NamedText>;
  /** Why the configuration could not be read; what the manifest says is there. */
  readonly configError: unknown;
  /** Of an image the layers, of anything else its files. */
  readonly layers: Capped<LayerFacts>;
  /** What an index lists, attestations apart. */
  readonly members: Capped<MemberFacts>;
  readonly attestations: Capped<MemberFacts>;
}

/** The parts of an image's configuration that say how a container is run. */
export interface ImageFacts {
  readonly platform: string;
  readonly entrypoint: readonly string[];
  readonly command: readonly string[];
  readonly workingDirectory: string | undefined;
  readonly user: string | undefined;
  readonly author: string | undefined;
  readonly ports: Capped<string>;
  readonly volumes: Capped<string>;
  readonly environment: Capped<NamedText>;
  readonly labels: Capped<NamedText>;
}

export interface LayerFacts {
  readonly digest: string;
  readonly mediaType: string;
  /** Bytes, as it is stored. */
  readonly size: number;
  /** The instruction that made it. */
  readonly instruction: string | undefined;
  /** The file's name, where it is not a layer of an image. */
  readonly title: string | undefined;
  /** Where it is known by itself: of a statement, a chart. */
  readonly kind: ContentKind;
}

/** A member of an index. */
export interface MemberFacts {
  readonly digest: string;
  readonly mediaType: string;
  readonly kind: ContentKind;
  readonly artifactType: string | undefined;
  /** As docker prints it; undefined where the index names none. */
  readonly platform: string | undefined;
  /** The member that an attestation is about: its platform, else its digest. */
  readonly attests: string | undefined;
}

/** What is behind a tag: what it points to, and, of an image for several platforms, the one that stands for all. */
export interface TagFacts {
  readonly content: ContentFacts;
  /** Of an index; undefined where it lists no image, or that image cannot be read. */
  readonly sample: ContentFacts | undefined;
}
