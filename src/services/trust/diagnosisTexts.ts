import { RegistryError } from "../../core/registryError.ts";
import { type Text, text } from "../../core/text.ts";
import { whyFaulty } from "../hostsFiles/certificateTexts.ts";
import { isPlainHttpFault } from "../reach/trustFault.ts";
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

function whyUnseen(fault: Error): Text {
  if (isPlainHttpFault(fault)) return text("Plain HTTP: it speaks no HTTPS, so anyone on the network path can read what is sent.");
  if (RegistryError.is(fault, "client-certificate-wanted"))
    return text("It wants a client certificate, and has accepted none that it was shown.");
  if (RegistryError.is(fault, "tls-untrusted")) return text("No authority that this machine trusts has signed its certificate.");
  if (RegistryError.is(fault, "tls-name-mismatch")) return text("Its certificate is for another name.");
  if (RegistryError.is(fault, "tls-expired")) return text("Its certificate is not valid at this time.");
  return text("No secure connection could be made; the log has the reason.");
}
