import type { Secret } from "./secret.ts";

/** What a server shows of itself in a TLS handshake. */
export interface TlsHandshake {
  /** `TLSv1.3`. */
  readonly protocol: string;
  /** Certificates in DER, from the server's own on upwards, as far as the server sent them or this machine knows them. */
  readonly chain: readonly Uint8Array[];
  /** Node's code (`DEPTH_ZERO_SELF_SIGNED_CERT`, `ERR_TLS_CERT_ALTNAME_INVALID`); undefined for a chain that is in order. */
  readonly problem: string | undefined;
}

/** What a chain is judged by besides the system's authorities, and what the client shows of itself. PEM texts. */
export interface TlsTrust {
  readonly ca?: readonly string[];
  readonly clientCertificates?: readonly { readonly certificate: string; readonly key: string }[];
}

/** A proxy that leads to a server by CONNECT. */
export interface ProbeProxy {
  /** `http:` or `https:`. */
  readonly url: URL;
  /** Value of `Proxy-Authorization`. */
  readonly authorization: Secret | undefined;
  /** Whether the certificate of an `https:` proxy itself is checked. */
  readonly isVerified: boolean;
}

/**
 * Port: shakes hands with a server, whatever comes of the chain, and sends nothing over the connection. Undefined where no handshake
 * comes about in a while; throws or rejects where the texts of `trust` cannot be used.
 */
export type TlsProbe = (url: URL, trust: TlsTrust, signal: AbortSignal) => Promise<TlsHandshake | undefined>;
