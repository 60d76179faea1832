import type { ContentFacts, LayerFacts, MemberFacts } from "../../../services/content/contentFacts.ts";
import { say } from "../../../platform/say.ts";
import { contentSentence, kindSentence, propertySentence } from "../../sentences/contentSentences.ts";
import { sizeSentence } from "../../sentences/sizeSentence.ts";
import { dateSentence } from "../../sentences/ageSentences.ts";
import { type Detail, factDetail, groupDetail, namedGroup, restDetail } from "./detail.ts";
import { imageDetails } from "./imageDetails.ts";
import { kindIcon } from "./kindIcon.ts";

/** What is known of the content behind a digest, row by row. `sample`: the image that stands for all of an index. */
export function contentDetails(facts: ContentFacts, sample?: ContentFacts): readonly Detail[] {
  const { digest, image } = facts;
  return [
    { id: "digest", label: say("Digest"), value: digest, icon: "git-commit", digest },
    { id: "type", label: say("Type"), value: contentSentence(facts), icon: kindIcon(facts.kind), hover: typesOf(facts) },
    ...factDetail("platform", say("Platform"), image?.platform, "chip"),
    ...factDetail("size", say("Size"), sizeText(facts, sample), "database"),
    ...factDetail("created", say("Created"), createdText(facts, sample), "calendar"),
    ...facts.properties.items.flatMap(({ name, text }) => factDetail(`property ${name}`, propertySentence(name), text)),
    ...(image === undefined ? [] : imageDetails(image)),
    ...facts.members.items.map(memberDetail),
    ...restDetail("more members", facts.members),
    ...groupDetail({ id: "attestations", label: say("Attestations"), icon: "shield" }, facts.attestations, memberDetail),
    ...layerGroup(facts),
    ...namedGroup("annotations", say("Annotations"), facts.annotations),
  ];
}

function typesOf({ mediaType, artifactType }: ContentFacts): readonly string[] {
  return artifactType === undefined ? [mediaType] : [mediaType, artifactType];
}

/** Of an index, the size of the image that stands for all. */
export function sizeText({ size }: ContentFacts, sample: ContentFacts | undefined): string | undefined {
  if (size !== undefined) return sizeSentence(size);
  if (sample?.size === undefined) return undefined;
  return sample.image === undefined ? sizeSentence(sample.size) : say("{0} for {1}", sizeSentence(sample.size), sample.image.platform);
}

/** When it was built, and how long ago that was. */
export function createdText({ created }: ContentFacts, sample: ContentFacts | undefined): string | undefined {
  const date = created ?? sample?.created;
  return date === undefined ? undefined : dateSentence(date);
}

function memberDetail({ digest, kind, platform, artifactType, mediaType, attests }: MemberFacts, index: number): Detail {
  const name = kindSentence(kind, artifactType);
  const label = attests === undefined ? (platform ?? name) : say("For {0}", attests);
  const value = platform === undefined || attests !== undefined || kind === "image" ? "" : name;
  return {
    id: `member ${index}`,
    label,
    value,
    icon: platform === undefined ? kindIcon(kind) : "chip",
    hover: [digest, mediaType],
    opens: digest,
    digest,
  };
}

function layerGroup({ layers, kind }: ContentFacts): readonly Detail[] {
  const label = kind === "image" ? say("Layers") : say("Files");
  return groupDetail({ id: "layers", label, icon: kind === "image" ? "layers" : "files" }, layers, layerDetail);
}

/** Named by what made it, by the file that it is, or by its kind. */
function layerDetail({ digest, mediaType, size, instruction, title, kind }: LayerFacts, index: number): Detail {
  const label = instruction ?? title ?? (kind === "artifact" ? mediaType : kindSentence(kind));
  return {
    id: String(index),
    label,
    value: sizeSentence(size),
    icon: kind === "artifact" ? "file-zip" : kindIcon(kind),
    hover: [digest, mediaType],
    copies: instruction ?? title,
  };
}
