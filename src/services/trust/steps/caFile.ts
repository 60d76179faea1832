import { text } from "../../../core/text.ts";
import { requireAccepted } from "../accept.ts";
import type { TrustStep } from "../draft.ts";
import { readAuthorities } from "../pems.ts";
import { trustTitle } from "./frame.ts";
import { whyNotFullPath } from "../../prompts/fullPath.ts";

/** Asks for a file of certificates, and tries them before they are taken. */
export const authorityFileStep: TrustStep = {
  id: "caFile",
  async ask(draft, position, ports) {
    const answer = await ports.prompter.input({
      ...position,
      title: trustTitle(draft),
      browse: "file",
      prompt: text("Path of the authority's certificate, PEM or DER. A copy of it is put beside hosts.toml"),
      value: draft.caFile,
      secret: false,
      check: whyNotFullPath,
      submit: async (value, signal) => {
        const change = { kind: "ca", pem: await readAuthorities(value.trim(), ports.files) } as const;
        await requireAccepted(draft.target, change, ports, signal);
        draft.change = change;
      },
    });
    if (answer.kind === "next") draft.caFile = answer.value.trim();
    return answer;
  },
};
