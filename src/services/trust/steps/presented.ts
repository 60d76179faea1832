import { dayOf } from "../../../core/dayOf.ts";
import { type Text, text } from "../../../core/text.ts";
import { fingerprintLines } from "../../hostsFiles/certificateTexts.ts";
import type { CertificateReport } from "../../hostsFiles/tlsReport.ts";
import type { TrustDraft, TrustStep } from "../draft.ts";
import { trustTitle } from "./frame.ts";

/** Shows the certificate that would be trusted, for the person to compare. */
export const presentedStep: TrustStep = {
  id: "presented",
  async ask(draft, position, { prompter }) {
    const { diagnosis } = draft;
    const certificate = "chain" in diagnosis ? diagnosis.offered : undefined;
    if (certificate === undefined) return { kind: "back" };
    const { fingerprint, subject, issuer, notBefore, notAfter, pem } = certificate;
    const [first, second] = fingerprintLines(fingerprint);
    const answer = await prompter.pick({
      ...position,
      title: trustTitle(draft),
      placeholder: text("Compare the SHA-256 fingerprint with what the people who run the registry say"),
      namedNotes: [
        { name: text("Subject: {0}", subject), reason: text("Issued by {0}", certificate.isSelfSigned ? subject : issuer) },
        { name: text("Valid from {0} to {1}", dayOf(notBefore), dayOf(notAfter)), reason: whatItIs(draft, certificate) },
      ],
      choices: [
        {
          label: text("Trust {0}", first),
          detail: text("{0}", second),
          value: "trust",
        },
      ],
    });
    if (answer.kind === "next") {
      draft.change = { kind: "ca", pem };
      draft.fingerprint = fingerprint;
    }
    return answer;
  },
};

function whatItIs({ target, diagnosis }: TrustDraft, { isAuthority }: CertificateReport): Text {
  if (isAuthority) return text("An authority: whatever it signs for {0} is trusted", target.registry);
  return diagnosis.kind === "self-signed"
    ? text("The server's own: when it gets another one, you are asked again")
    : text("The server's own, since its issuer was not sent: once it is renewed, you are asked again");
}
