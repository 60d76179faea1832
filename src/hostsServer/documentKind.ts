import { type DocumentKind, kindOfLanguage } from "../hosts/languages.ts";

/** Where the kinds besides hosts.toml lie, for editors that know no language of ours. */
const pathsByKind: readonly (readonly [kind: DocumentKind, path: RegExp])[] = [
  ["containerd", /\/containerd\/(?:config\.toml|conf(?:ig)?\.d\/[^/]+\.toml)$/],
  ["hostsYaml", /\/hosts\.ya?ml$/],
  ["k3s", /\/(?:rancher\/(?:k3s|rke2)|\.k3d)\/registries\.yaml$/],
];

/** What a document is, by its language, and by its path where the language is none of ours. Everything else is a hosts.toml. */
export function documentKind({ uri, languageId }: { readonly uri: string; readonly languageId: string }): DocumentKind {
  return kindOfLanguage(languageId) ?? pathsByKind.find(([, path]) => path.test(uri))?.[0] ?? "hosts";
}
