import { X509Certificate } from "node:crypto";
import type { TlsProbe } from "../../core/tlsProbe.ts";
import { type CertificateReport, inspectTls } from "./tlsReport.ts";

/**
 * What can be trusted of a server's chain:
 * - `trusted`: this machine trusts it already, no authority is needed
 * - `authority`: the uppermost authority that was sent along; Go takes an intermediate one too
 * - `own`: the server's self-signed certificate, to be pinned until it expires
 * - `leaf`: the authority was not sent, as is usual; the server's own certificate may be pinned until it gets another one
 * - `unusable`: even with it the chain does not pass; `problem` is Node's code, or `NO_SUBJECT_ALT_NAME`
 * - `unreachable`: no handshake came about
 */
export type FoundAuthority =
  | { readonly kind: "trusted" | "unreachable" }
  | { readonly kind: "authority" | "own" | "leaf"; readonly certificate: CertificateReport }
  | { readonly kind: "unusable"; readonly problem: string };

/**
 * Looks for an authority in what a server sends. It counts only where the chain then passes here, name and dates included,
 * and Go would take it too: Go reads names from the alternative names alone (crypto/x509, Certificate.VerifyHostname).
 */
export async function findAuthority(host: string, probe: TlsProbe, signal: AbortSignal): Promise<FoundAuthority> {
  const url = new URL(`https://${host}/`);
  const shown = await inspectTls(probe, url, {}, signal);
  const own = shown?.chain[0];
  if (shown === undefined || own === undefined) return { kind: "unreachable" };
  if (shown.problem === undefined) return { kind: "trusted" };
  const authority = own.isSelfSigned ? undefined : shown.chain.findLast(({ isAuthority }) => isAuthority);
  const certificate = authority ?? own;
  const again = await inspectTls(probe, url, { ca: [certificate.pem] }, signal);
  if (again === undefined || again.problem !== undefined) return { kind: "unusable", problem: again?.problem ?? shown.problem };
  if (new X509Certificate(own.pem).subjectAltName === undefined) return { kind: "unusable", problem: "NO_SUBJECT_ALT_NAME" };
  if (authority !== undefined) return { kind: "authority", certificate };
  return { kind: own.isSelfSigned ? "own" : "leaf", certificate };
}
