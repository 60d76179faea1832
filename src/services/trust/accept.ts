import { pingAsNobody } from "../hostsFiles/checkHost.ts";
import type { CertificateReport } from "../hostsFiles/tlsReport.ts";
import { type RegistryErrorCode, RegistryError } from "../../core/registryError.ts";
import { type Text, text } from "../../core/text.ts";
import type { HostTransportOptions } from "../reach/connection.ts";
import { isTrustFault } from "../reach/trustFault.ts";
import type { TrustChange } from "./change.ts";
import { diagnoseServer } from "../hostsFiles/diagnoseServer.ts";
import type { TrustDraft, TrustPorts, TrustTarget } from "./draft.ts";
import { readClient } from "./pems.ts";
import { TrustError } from "./trustError.ts";

/** What says nothing of certificates, and leaves nobody wiser. */
const unreached: ReadonlySet<RegistryErrorCode> = new Set([
  "connection-refused",
  "host-not-found",
  "network-unreachable",
  "connection-lost",
  "timed-out",
  "proxy-failed",
  "proxy-untrusted",
  "proxy-auth-required",
]);

/**
 * Connects to the server as it would be with the change. Rejects with TrustError where it is not accepted then either; what the
 * registry answers besides is not the matter.
 */
export async function requireAccepted(
  { url, transport }: TrustTarget,
  change: TrustChange,
  { open }: Pick<TrustPorts, "open">,
  signal: AbortSignal,
  client?: NonNullable<HostTransportOptions["clientCertificates"]>[number],
): Promise<void> {
  const options: HostTransportOptions = {
    ...transport,
    ...(change.kind === "ca" ? { ca: [...(transport.ca ?? []), change.pem] } : {}),
    ...(client === undefined ? {} : { clientCertificates: [client] }),
    ...(change.kind === "skip-verify" ? { skipVerify: true } : {}),
  };
  try {
    const baseUrl = change.kind === "plain-http" ? new URL(url.href.replace(/^https:/, "http:")) : url;
    // Over plain HTTP only what the person has decided on is tried, and no login goes along.
    await pingAsNobody({ host: url.host, baseUrl, allowPlainHttp: change.kind === "plain-http" }, options, open, signal);
  } catch (error) {
    // Who wants a client certificate has shown one of its own that was accepted.
    if (change.kind !== "client" && RegistryError.is(error, "client-certificate-wanted")) return;
    if (isTrustFault(error)) throw new TrustError("does-not-help", whyNot(error, url.host, change), error);
    if (!RegistryError.is(error) || unreached.has(error.code)) throw error;
  }
}

function whyNot(error: RegistryError, host: string, { kind }: TrustChange): Text {
  if (error.code === "tls-name-mismatch") return text("It does not help: the certificate of {0} is for another name.", host);
  if (error.code === "tls-expired") return text("It does not help: a certificate of {0} is not valid at this time.", host);
  if (kind === "client") return text("{0} does not accept this client certificate.", host);
  return text(
    "It does not vouch for {0}: it issued neither the server's certificate nor one sent along. A missing intermediate belongs in the file, too.",
    host,
  );
}

/**
 * Shakes hands once more, right before something is written. Rejects with TrustError where the certificate that the person was shown is
 * not presented any more, whose successor is then the one to show, or no handshake comes about.
 */
export async function requireUnchanged(draft: TrustDraft, ports: TrustPorts, signal: AbortSignal): Promise<void> {
  const { target, fingerprint, change, certificate, key } = draft;
  if (change === undefined) return;
  if (fingerprint !== undefined) {
    const now = await diagnoseServer(target.url, target.transport, ports.probe, ports.now(), signal);
    const chain: readonly CertificateReport[] = "chain" in now ? now.chain : [];
    if (!chain.some((each) => each.fingerprint === fingerprint)) {
      draft.diagnosis = now;
      draft.problem = changed(target.url.host, chain[0]);
      throw draft.problem;
    }
  }
  if (change.kind !== "skip-verify") {
    const client = change.kind === "client" ? await readClient(certificate, key, ports.files) : undefined;
    await requireAccepted(target, change, ports, signal, client);
  }
}

function changed(host: string, now: CertificateReport | undefined): TrustError {
  const reason =
    now === undefined
      ? text("Nothing was written: {0} no longer presents the certificate that you were shown.", host)
      : text(
          "Nothing was written: {0} now presents a different certificate from the one you were shown, SHA-256 {1}.",
          host,
          now.fingerprint,
        );
  return new TrustError("certificate-changed", reason);
}
