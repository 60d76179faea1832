/** What may stand at a place of registries.yaml (rancher/wharfie, pkg/registries/types.go). */
export type Shape =
  | { readonly kind: "fields"; readonly fields: Readonly<Record<string, RegistriesField>> }
  /** A map whose keys are names of the person's. */
  | { readonly kind: "named"; readonly of: Shape }
  | { readonly kind: "texts" | "text" | "boolean" };

export interface RegistriesField {
  readonly shape: Shape;
  readonly description: string;
  /** Read by no k3s, although it is declared. */
  readonly isIgnored?: true;
}

const textShape: Shape = { kind: "text" };

const auth: Shape = {
  kind: "fields",
  fields: {
    username: { shape: textShape, description: "The user's name." },
    password: { shape: textShape, description: "The password or token. It stands here in clear text." },
    auth: { shape: textShape, description: "Name and password as one word, in base64. It stands here in clear text." },
    identity_token: { shape: textShape, description: "A token with which the registry's token server is asked." },
  },
};

const tls: Shape = {
  kind: "fields",
  fields: {
    ca_file: { shape: textShape, description: "The whole path of a PEM file with the certificate authorities that are trusted too." },
    cert_file: { shape: textShape, description: "The whole path of the client certificate; `key_file` belongs to it." },
    key_file: { shape: textShape, description: "The whole path of the client certificate's key." },
    insecure_skip_verify: { shape: { kind: "boolean" }, description: "Accepts any certificate, for any name." },
  },
};

/** registries.yaml of k3s, RKE2 and k3d: the source of the checks and of the JSON schema. */
export const registriesShape: Shape = {
  kind: "fields",
  fields: {
    mirrors: {
      description: "Endpoints that are asked before a registry, by its name in images; `*` stands for every registry without its own.",
      shape: {
        kind: "named",
        of: {
          kind: "fields",
          fields: {
            endpoint: {
              shape: { kind: "texts" },
              description: "URLs, asked in this order, then the registry itself. The path is the root of the API; without one it is `/v2`.",
            },
            rewrite: {
              shape: { kind: "named", of: textShape },
              description: "Other names of repositories at the endpoints: a regular expression of Go, and what takes its place.",
            },
          },
        },
      },
    },
    configs: {
      description: "Logins and TLS by the host that is asked, with its port if it has one.",
      shape: {
        kind: "named",
        of: {
          kind: "fields",
          fields: {
            auth: { shape: auth, description: "The login for this host." },
            tls: { shape: tls, description: "Certificates for this host." },
          },
        },
      },
    },
    auths: {
      description: "Logins of old configurations, which are not used any more: write `configs`.",
      isIgnored: true,
      shape: { kind: "named", of: auth },
    },
  },
};

/** What people write for a key, as far as it is not near enough to be recognised by its letters. */
export const otherNames: Readonly<Record<string, string>> = {
  url: "endpoint",
  urls: "endpoint",
  ca: "ca_file",
  cert: "cert_file",
  key: "key_file",
  client_cert: "cert_file",
  client_key: "key_file",
  insecure: "insecure_skip_verify",
  skip_verify: "insecure_skip_verify",
  user: "username",
};
