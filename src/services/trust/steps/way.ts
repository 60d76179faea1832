import { RegistryError } from "../../../core/registryError.ts";
import { text } from "../../../core/text.ts";
import { certificateNames } from "../../hostsFiles/certificateDirectories.ts";
import type { Choice, NamedNote } from "../../prompts/prompter.ts";
import { isPlainHttpFault } from "../../reach/trustFault.ts";
import type { Diagnosis } from "../../hostsFiles/diagnoseServer.ts";
import { explain } from "../diagnosisTexts.ts";
import type { TrustDraft, TrustStep, TrustWay } from "../draft.ts";
import { trustTitle } from "./frame.ts";

/** Says what is wrong, and asks how to go on. */
export const wayStep: TrustStep = {
  id: "way",
  async ask(draft, position, { prompter }) {
    const { what, why } = explain(draft);
    const answer = await prompter.pick<TrustWay>({
      ...position,
      title: trustTitle(draft),
      problem: draft.problem,
      placeholder: text("Choose how to go on"),
      namedNotes: [{ name: what, reason: why }, ...certificateNotes(draft)],
      choices: choicesFor(draft),
      active: draft.way,
    });
    if (answer.kind === "next") {
      draft.problem = undefined;
      draft.way = answer.value;
      draft.change = undefined;
      draft.fingerprint = undefined;
    }
    return answer;
  },
};

function certificateNotes({ inUse, target }: TrustDraft): readonly NamedNote[] {
  if (inUse === undefined) return [];
  return [{ name: text("Certificates are in use: {0}", certificateNames(inUse)), reason: text("{0}", target.directory ?? "") }];
}

const choiceOf: Readonly<Record<TrustWay, Choice<TrustWay>>> = {
  "presented": {
    label: text("Trust what the server presents…"),
    detail: text("After you have compared its fingerprint"),
    value: "presented",
  },
  "file": {
    label: text("Choose a CA certificate…"),
    detail: text("A file on this machine, PEM or DER: ask the people who run the registry for it"),
    value: "file",
  },
  "client": {
    label: text("Choose a client certificate…"),
    detail: text("Certificate and key, in PEM, with which the registry recognizes you"),
    value: "client",
  },
  "skip-verify": {
    label: text("Connect without verifying it…"),
    detail: text("Anyone on the network path can pretend to be the registry"),
    value: "skip-verify",
  },
  "plain-http": {
    label: text("Use plain HTTP…"),
    detail: text("Anyone on the network path can read and change what is sent, your password too"),
    value: "plain-http",
  },
};

function choicesFor({ diagnosis, fault }: TrustDraft): readonly Choice<TrustWay>[] {
  return waysFor(diagnosis, fault).map((way) => choiceOf[way]);
}

function waysFor(diagnosis: Diagnosis, fault: Error): readonly TrustWay[] {
  if (isPlainHttpFault(fault)) return ["plain-http"];
  if (RegistryError.is(fault, "client-certificate-wanted")) return ["client"];
  if (!("chain" in diagnosis)) return ["file", "client", "skip-verify"];
  const { kind, offered } = diagnosis;
  if (offered !== undefined) return ["presented", "file", "skip-verify"];
  // No authority makes a certificate good that is for another name or out of date.
  return kind === "expired" || kind === "not-yet-valid" || kind === "wrong-name" ? ["skip-verify"] : ["file", "skip-verify"];
}
