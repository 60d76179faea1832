import { X509Certificate } from "node:crypto";
import { isIP } from "node:net";
import type { TlsProbe, TlsTrust } from "../../core/tlsProbe.ts";
import { type CertificateReport, inspectTls } from "./tlsReport.ts";

/** What is wrong with what a server presents. The first that no trusted authority would cure counts. */
export type CertificateFault = "expired" | "not-yet-valid" | "wrong-name" | "self-signed" | "unknown-authority" | "issuer-not-sent";

/** A server's certificates, and what is wrong with them. */
export interface FaultyCertificates {
  readonly kind: CertificateFault;
  /** The server's own first. */
  readonly chain: readonly [CertificateReport, ...CertificateReport[]];
  /** The host names and addresses that it is for; its common name counts for no client that is written in Go. */
  readonly names: readonly string[];
  /** What makes the connection good where it is trusted: the uppermost authority that was sent, else the server's own certificate. */
  readonly offered: CertificateReport | undefined;
}

/**
 * What comes of a handshake with a server:
 * - `accepted`: there is nothing wrong with its certificate
 * - `unseen`: there was no handshake from here, as behind a proxy
 */
export type Diagnosis = FaultyCertificates | { readonly kind: "accepted" | "unseen" };

/** Shakes hands with the server, by what the machine and `trust` trust. `now` in milliseconds since the Unix epoch. */
export async function diagnoseServer(url: URL, trust: TlsTrust, probe: TlsProbe, now: number, signal: AbortSignal): Promise<Diagnosis> {
  const shown = await inspectTls(probe, url, trust, signal);
  const [own, ...others] = shown?.chain ?? [];
  if (shown === undefined || own === undefined) return { kind: "unseen" };
  const names = namesOf(own);
  const isNamed = isFor(own, url.hostname);
  if (shown.problem === undefined && isNamed) return { kind: "accepted" };
  const chain = [own, ...others] as const;
  const date = dateFault(chain, now);
  if (date !== undefined) return { kind: date, chain, names, offered: undefined };
  if (!isNamed) return { kind: "wrong-name", chain, names, offered: undefined };
  const candidate = (own.isSelfSigned ? undefined : chain.findLast(({ isAuthority }) => isAuthority)) ?? own;
  const again = await inspectTls(probe, url, { ...trust, ca: [...(trust.ca ?? []), candidate.pem] }, signal);
  return {
    kind: authorityFault(own, candidate),
    chain,
    names,
    offered: again !== undefined && again.problem === undefined ? candidate : undefined,
  };
}

function authorityFault(own: CertificateReport, candidate: CertificateReport): CertificateFault {
  if (own.isSelfSigned) return "self-signed";
  return candidate === own ? "issuer-not-sent" : "unknown-authority";
}

function dateFault(chain: readonly CertificateReport[], now: number): "expired" | "not-yet-valid" | undefined {
  if (chain.some(({ notAfter }) => notAfter < now)) return "expired";
  return chain.some(({ notBefore }) => notBefore > now) ? "not-yet-valid" : undefined;
}

/** Go takes names from the alternative names alone (crypto/x509, Certificate.VerifyHostname). */
function isFor({ pem }: CertificateReport, hostname: string): boolean {
  const certificate = new X509Certificate(pem);
  const host = hostname.replace(/^\[|\]$/g, "");
  if (isIP(host) !== 0) return certificate.checkIP(host) !== undefined;
  return certificate.checkHost(host, { subject: "never" }) !== undefined;
}

function namesOf({ pem }: CertificateReport): readonly string[] {
  const { subjectAltName = "" } = new X509Certificate(pem);
  return [...subjectAltName.matchAll(/(?:DNS|IP Address):("(?:[^"\\]|\\.)*"|[^,]*)/g)].map(([, name = ""]) => name);
}
