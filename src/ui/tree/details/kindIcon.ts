import type { ContentKind } from "../../../services/content/contentKind.ts";

/** The codicon of a kind of content. A signature has no tick: nobody has verified it. */
export function kindIcon(kind: ContentKind): string {
  return icons[kind] ?? "file-binary";
}

const icons: Readonly<Partial<Record<ContentKind, string>>> = {
  image: "package",
  index: "package",
  signature: "key",
  helmProvenance: "key",
  sbom: "checklist",
  provenance: "shield",
  attestation: "shield",
  vulnerabilities: "bug",
  vex: "bug",
  helmChart: "symbol-structure",
  wasm: "symbol-module",
  policy: "law",
};
