import { dayOf } from "../../../core/dayOf.ts";
import { type Text, text } from "../../../core/text.ts";
import type { Answer, Choice, StepPosition } from "../../prompts/prompter.ts";
import type { StepOutcome } from "../../prompts/runSteps.ts";
import { fingerprintLines, whyFaulty } from "../certificateTexts.ts";
import { type Diagnosis, diagnoseServer } from "../diagnoseServer.ts";
import type { HostsDraft, HostsWizardPorts } from "../draft.ts";
import type { CertificateReport } from "../tlsReport.ts";
import { readCertificate } from "./pemFiles.ts";
import { type HostsStep, input, pick, newHostsTomlTitle } from "./step.ts";
import { whyNotFullPath } from "../../prompts/fullPath.ts";

const askCaSource: HostsStep["ask"] = (draft, position, ports) =>
  pick(
    ports,
    position,
    text("Where the certificate authority comes from"),
    [
      { label: text("From a file"), detail: text("PEM, on this machine"), value: "file" as const },
      {
        label: text("From the server"),
        detail: text("if it sends its authority along; you compare the fingerprint"),
        value: "server" as const,
      },
    ],
    (source) => {
      draft.caSource = source;
      draft.caText = undefined;
    },
  );

const askCaFile: HostsStep["ask"] = (draft, position, ports) =>
  input(
    ports,
    {
      ...position,
      browse: "file",
      prompt: text("Path of the authority's certificate (PEM)"),
      value: draft.caFile,
      check: whyNotFullPath,
      submit: async (value) => void (await readCertificate(value.trim(), ports.files)),
    },
    (value) => (draft.caFile = value),
  );

const askFingerprint: HostsStep["ask"] = async (draft, position, ports) => {
  const ask = (signal: AbortSignal): Promise<Diagnosis> =>
    diagnoseServer(new URL(`https://${draft.host}/`), {}, ports.probe, Date.now(), signal);
  const diagnosis = await ports.prompter.wait(text("Asking {0} for its certificate…", draft.host), ask);
  const offered = "chain" in diagnosis ? diagnosis.offered : undefined;
  if (offered === undefined) return instead(draft, position, ports, reasonFor(diagnosis, draft.host));
  const [first, second] = fingerprintLines(offered.fingerprint);
  const trust: Choice<AuthorityChoice> = {
    label: text("Trust {0}", first),
    detail: text("{0}, until {1}", second, dayOf(offered.notAfter)),
    value: "trust",
  };
  const step = {
    ...position,
    title: newHostsTomlTitle,
    placeholder: fingerprintText(offered, diagnosis.kind),
    notes: notesOn(diagnosis.kind, draft.host),
    choices: [trust, fileInstead],
  };
  const answer = await ports.prompter.pick<AuthorityChoice>(step);
  return keepAuthority(draft, answer, offered.pem);
};

type AuthorityChoice = "trust" | "file";
const fileInstead: Choice<AuthorityChoice> = { label: text("Take a file instead"), detail: text("PEM, on this machine"), value: "file" };

function fingerprintText({ subject }: CertificateReport, kind: Diagnosis["kind"]): Text {
  if (kind === "unknown-authority") return text("SHA-256 of {0}: compare it first", subject);
  return text("SHA-256 of the server's own certificate, to be replaced with it: compare it first");
}

function notesOn(kind: Diagnosis["kind"], host: string): readonly Text[] {
  if (kind !== "issuer-not-sent") return [];
  return [
    text("{0} does not send the authority that issued its certificate.", host),
    text("The certificate itself can be trusted until the server gets another one."),
  ];
}

async function instead(draft: HostsDraft, position: StepPosition, ports: HostsWizardPorts, reason: Text): Promise<StepOutcome> {
  return keepAuthority(draft, await pick(ports, position, reason, [fileInstead], () => {}), undefined);
}

function keepAuthority(draft: HostsDraft, answer: Answer<AuthorityChoice>, pem: string | undefined): StepOutcome {
  if (answer.kind !== "next") return answer;
  if (answer.value === "file") draft.caSource = "file";
  else draft.caText = pem;
  return answer.value === "file" ? { kind: "again" } : answer;
}

function reasonFor(diagnosis: Diagnosis, host: string): Text {
  switch (diagnosis.kind) {
    case "accepted":
      return text("This machine trusts the certificate of {0} already.", host);
    case "unseen":
      return text("Could not make a TLS connection to {0}.", host);
    case "expired":
    case "not-yet-valid":
    case "wrong-name":
      return whyFaulty(diagnosis, host);
    case "issuer-not-sent":
    case "self-signed":
    case "unknown-authority":
      return text("The certificate of {0} would still not be accepted.", host);
  }
}

export const caSourceStep: HostsStep = { id: "caSource", ask: askCaSource };
export const caFileStep: HostsStep = { id: "caFile", ask: askCaFile };
export const fingerprintStep: HostsStep = { id: "fingerprint", ask: askFingerprint };
