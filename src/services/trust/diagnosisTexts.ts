import { dayOf } from "../../core/dayOf.ts";
import { RegistryError } from "../../core/registryError.ts";
import { type Text, text } from "../../core/text.ts";
import { isPlainHttpFault } from "../reach/trustFault.ts";
import type { FaultyCertificates } from "./diagnose.ts";
import type { TrustDraft } from "./draft.ts";

/** A consequence, and why. */
export interface Explained {
  readonly what: Text;
  readonly why: Text;
}

/** What keeps the server from being asked, and by which fault of whom. */
export function explain({ target, diagnosis, fault }: Pick<TrustDraft, "target" | "diagnosis" | "fault">): Explained {
  const { host } = target.url;
  const what = text("Nothing was sent to {0}", host);
  if ("chain" in diagnosis) return { what, why: whyFaulty(diagnosis, host) };
  const isDone = diagnosis.kind === "accepted" && !RegistryError.is(fault, "client-certificate-wanted", "tls-failed");
  if (isDone) return { what, why: text("There is nothing wrong with its certificate now: try again.") };
  return { what, why: whyUnseen(fault) };
}

function whyFaulty({ kind, chain, names }: FaultyCertificates, host: string): Text {
  const [own] = chain;
  const top = chain.at(-1) ?? own;
  switch (kind) {
    case "self-signed":
      return text("Self-signed: nobody but itself vouches for its certificate.");
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

function whyUnseen(fault: Error): Text {
  if (isPlainHttpFault(fault)) return text("Plain HTTP: it speaks no HTTPS, so anybody on the way can read what is sent.");
  if (RegistryError.is(fault, "client-certificate-wanted"))
    return text("It wants a client certificate, and accepts none that it was shown.");
  if (RegistryError.is(fault, "tls-untrusted")) return text("No authority that this machine trusts has signed its certificate.");
  if (RegistryError.is(fault, "tls-name-mismatch")) return text("Its certificate is for another name.");
  if (RegistryError.is(fault, "tls-expired")) return text("Its certificate is not valid at this time.");
  return text("No secure connection could be made; the log has the reason.");
}

function endOf(chain: FaultyCertificates["chain"]): number {
  return Math.min(...chain.map(({ notAfter }) => notAfter));
}

function startOf(chain: FaultyCertificates["chain"]): number {
  return Math.max(...chain.map(({ notBefore }) => notBefore));
}
