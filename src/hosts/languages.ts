/** What a document is to this extension: each kind has its own language, checks and documentation. */
export type DocumentKind = "hosts" | "hostsYaml" | "containerd" | "k3s";

/** The ids of the languages, as package.json declares them and editors send them. */
export const languageIds: Readonly<Record<DocumentKind, string>> = {
  hosts: "hosts-toml",
  /** A hosts.yaml in a certs.d, of which there is one thing to say: that nobody reads it. */
  hostsYaml: "hosts-yaml",
  containerd: "containerd-config",
  k3s: "k3s-registries",
};

const kindsById: ReadonlyMap<string, DocumentKind> = new Map(
  (Object.entries(languageIds) as [DocumentKind, string][]).map(([kind, id]) => [id, kind]),
);

/** Undefined for a language that is none of ours. */
export function kindOfLanguage(languageId: string): DocumentKind | undefined {
  return kindsById.get(languageId);
}
