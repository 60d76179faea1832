import { dayOf } from "../../core/dayOf.ts";
import { type Text, text } from "../../core/text.ts";
import type { FaultyCertificates } from "./diagnoseServer.ts";

/** A fingerprint in two lines: all of it must be seen. */
export function fingerprintLines(fingerprint: string): readonly [first: string, second: string] {
  const half = (fingerprint.length + 1) / 2;
  return [fingerprint.slice(0, half - 1), fingerprint.slice(half)];
}

/** What is wrong with a server's certificates, and what it takes. */
export function whyFaulty({ kind, chain, names }: FaultyCertificates, host: string): Text {
  const [own] = chain;
  const top = chain.at(-1) ?? own;
  switch (kind) {
    case "self-signed":
      return text("Self-signed: nobody else vouches for its certificate.");
    case "unknown-authority":
      return text(
        "Unknown authority: this machine does not trust {0}, from which its certificate comes.",
        top.isSelfSigned ? top.subject : top.issuer,
      );
    case "issuer-not-sent":
      return text("Incomplete: it did not send the certificate of its issuer, {0}, which this machine does not know.", own.issuer);
    case "wrong-name":
      return names.length === 0
        ? text("Wrong name: its certificate names no host at all. The registry needs one that names {0}.", host)
        : text("Wrong name: its certificate is for {0}. Use that name, or give the registry another certificate.", names.join(", "));
    case "expired":
      return text("Expired on {0}: if this machine's clock is right, the certificate must be renewed.", dayOf(endOf(chain)));
    case "not-yet-valid":
      return text("Not valid before {0}: if this machine's clock is right, wait until then.", dayOf(startOf(chain)));
  }
}

function endOf(chain: FaultyCertificates["chain"]): number {
  return Math.min(...chain.map(({ notAfter }) => notAfter));
}

function startOf(chain: FaultyCertificates["chain"]): number {
  return Math.max(...chain.map(({ notBefore }) => notBefore));
}
