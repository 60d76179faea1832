import { CredentialsError } from "../../credentials/credentialsError.ts";
import type { EraseOptions } from "../../credentials/eraseCredential.ts";
import { confirm } from "../../platform/messages.ts";
import { say } from "../../platform/say.ts";

/** A file that something is mounted at cannot be replaced: then the person decides whether it is written in place. */
export async function orInPlace<T>(change: (options: Pick<EraseOptions, "writeInPlace">) => Promise<T>): Promise<T | "given-up"> {
  try {
    return await change({});
  } catch (error) {
    if (!CredentialsError.is(error, "config-mounted")) throw error;
    const detail = say("If the machine fails in the meantime, the file is left half written; there is a copy next to it.");
    const { errorSentence } = await import("../sentences/errorSentence.ts");
    const { what } = errorSentence(error);
    return (await confirm(what, detail, say("Write In Place"))) ? change({ writeInPlace: true }) : "given-up";
  }
}
