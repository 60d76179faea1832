import { say } from "../../platform/say.ts";
import { localized } from "./localized.ts";
import type { ContentFacts } from "../../services/content/contentFacts.ts";
import type { ContentKind } from "../../services/content/contentKind.ts";

/** What something is, in a word or two; an unknown artifact is named by its type as it stands. */
export function kindSentence(kind: ContentKind, artifactType?: string): string {
  if (kind === "artifact") return artifactType === undefined || artifactType === "" ? say("Artifact") : artifactType;
  return names[kind]();
}

/** What is behind a digest; of an index, for how many platforms. */
export function contentSentence({ kind, artifactType, members }: ContentFacts): string {
  if (kind !== "index") return kindSentence(kind, artifactType);
  const { items, total } = members;
  if (items.some(({ platform }) => platform === undefined)) return say("Index of {0}", localized(total));
  return total === 1 ? say("Image for 1 platform") : say("Image for {0} platforms", localized(total));
}

/** What a key of Chart.yaml is called. */
export function propertySentence(key: string): string {
  return properties[key]?.() ?? key;
}

const properties: Readonly<Record<string, () => string>> = {
  name: () => say("Name"),
  version: () => say("Version"),
  appVersion: () => say("App version"),
  description: () => say("Summary"),
  type: () => say("Chart type"),
  home: () => say("Home page"),
};

const names: Readonly<Record<Exclude<ContentKind, "artifact">, () => string>> = {
  image: () => say("Image"),
  index: () => say("Index"),
  signature: () => say("Signature"),
  sbom: () => say("SBOM"),
  provenance: () => say("Provenance"),
  vulnerabilities: () => say("Vulnerability report"),
  vex: () => say("VEX document"),
  attestation: () => say("Attestation"),
  helmChart: () => say("Helm chart"),
  helmProvenance: () => say("Signature of a Helm chart"),
  wasm: () => say("WASM module"),
  model: () => say("AI model"),
  composeProject: () => say("Compose application"),
  devContainerFeature: () => say("Dev Container Feature or Template"),
  fluxSource: () => say("Flux source"),
  policy: () => say("OPA policy"),
  singularity: () => say("Apptainer image"),
};
