/** What is to be said in a hosts.toml so that a host is connected to. */
export type TrustChange =
  /** PEM of the certificates that are trusted, to lie beside the hosts.toml. */
  | { readonly kind: "ca"; readonly pem: string }
  /** Absolute paths; an empty key means that the certificate's file holds it. */
  | { readonly kind: "client"; readonly certificate: string; readonly key: string }
  | { readonly kind: "skip-verify" }
  /** `http://` in the place of `https://`. */
  | { readonly kind: "plain-http" };
