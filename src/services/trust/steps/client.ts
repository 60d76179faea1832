import { text } from "../../../core/text.ts";
import { readCertificate } from "../../hostsFiles/steps/pemFiles.ts";
import { requireAccepted } from "../accept.ts";
import type { TrustStep } from "../draft.ts";
import { readClient } from "../pems.ts";
import { trustTitle } from "./frame.ts";
import { whyNotFullPath } from "../../prompts/fullPath.ts";

/** Asks for a client certificate. */
export const clientCertificateStep: TrustStep = {
  id: "clientCertificate",
  async ask(draft, position, { prompter, files }) {
    const answer = await prompter.input({
      ...position,
      title: trustTitle(draft),
      browse: "file",
      prompt: text("Path of the client certificate (PEM)"),
      value: draft.certificate,
      secret: false,
      check: whyNotFullPath,
      submit: async (value) => void (await readCertificate(value.trim(), files)),
    });
    if (answer.kind === "next") draft.certificate = answer.value.trim();
    return answer;
  },
};

/** Asks for its key, and shows both to the server before they are taken. They stay where they are: a key is not copied. */
export const clientKeyStep: TrustStep = {
  id: "clientKey",
  async ask(draft, position, ports) {
    const answer = await ports.prompter.input({
      ...position,
      title: trustTitle(draft),
      browse: "file",
      prompt: text("Path of its private key; leave it empty if that is in the same file"),
      value: draft.key,
      secret: false,
      check: (value) => (value.trim() === "" ? undefined : whyNotFullPath(value)),
      submit: async (value, signal) => {
        const key = value.trim();
        const { certificate } = draft;
        const change = { kind: "client", certificate, key } as const;
        await requireAccepted(draft.target, change, ports, signal, await readClient(certificate, key, ports.files));
        draft.change = change;
      },
    });
    if (answer.kind === "next") draft.key = answer.value.trim();
    return answer;
  },
};
