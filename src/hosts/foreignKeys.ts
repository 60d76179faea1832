/** What a key of another tool stands for here. */
export type ForeignKind = "plain-http" | "skip-verify" | "ca" | "client" | "tls" | "login" | "mirrors" | "config";

/**
 * Keys of containerd's config.toml, Docker's daemon.json, BuildKit's buildkitd.toml, podman's registries.conf and k3s's
 * registries.yaml, and options of programs; in lower case, without `-` and `_`.
 */
const namesByKind: Readonly<Record<ForeignKind, readonly string[]>> = {
  "plain-http": ["plainhttp", "usehttp", "http"],
  "skip-verify": ["insecure", "insecureskipverify", "insecureskiptlsverify", "skiptlsverify", "tlsskipverify", "insecureregistry"],
  "ca": ["cafile", "cacert", "cacertfile", "cacertificate", "cabundle", "cacrt", "tlsca", "rootca"],
  "client": ["certfile", "keyfile", "cert", "key", "clientcert", "clientkey", "tlscert", "tlskey"],
  "tls": ["tls"],
  "login": ["username", "user", "password", "auth", "auths", "identitytoken", "registrytoken", "token", "credentials"],
  "mirrors": ["endpoint", "endpoints", "mirror", "mirrors", "registrymirrors", "location"],
  "config": ["plugins", "configs", "configpath", "imports", "registry", "registries", "insecureregistries"],
};

const kinds: ReadonlyMap<string, ForeignKind> = new Map(
  Object.entries(namesByKind).flatMap(([kind, names]) => names.map((name) => [name, kind as ForeignKind] as const)),
);

const longest = 30;

export function foreignKind(name: string): ForeignKind | undefined {
  return name.length > longest ? undefined : kinds.get(name.toLowerCase().replaceAll(/[-_]/g, ""));
}
