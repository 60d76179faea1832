import { text } from "../../core/text.ts";
import { anyOther } from "../../providers/catalog.ts";
import type { ProviderRow } from "../../providers/provider.ts";
import type { RecognisedInput } from "../../providers/recogniseInput.ts";
import type { LoginDraft, LoginFlowPorts } from "./draft.ts";
import type { Choice } from "../prompts/prompter.ts";
import { isTrustFault } from "../reach/trustFault.ts";

/** The row of the provider list for registries that are only to be browsed. */
export const publicRow: ProviderRow = { label: text("Public registry, without a login"), example: "mcr.microsoft.com" };

export function publicChoice<T>(value: T): Choice<T> {
  return { label: publicRow.label, detail: text("Shows what anybody may see; nothing is written"), icon: anyOther.id, value };
}

export function publicHostChoice<T>(host: string, value: T): Choice<T> {
  return {
    label: text("Browse {0} without a login", host),
    detail: text("Shows what anybody may see; nothing is written"),
    icon: anyOther.id,
    value,
  };
}

/** As `arriveAsNobody`, from a field: of a host that is not trusted the next step says why, and what can be done. */
export async function arriveAsNobodyOrAsk(
  input: RecognisedInput,
  draft: LoginDraft,
  ports: LoginFlowPorts,
  signal: AbortSignal,
): Promise<void> {
  try {
    await arriveAsNobody(input, draft, ports, signal);
  } catch (error) {
    if (!isTrustFault(error)) throw error;
    draft.unreached = error;
  }
}

/** Takes a host into the draft that somebody without a login may browse. Rejects where nobody may. */
export async function arriveAsNobody(
  { host }: RecognisedInput,
  draft: LoginDraft,
  ports: LoginFlowPorts,
  signal: AbortSignal,
): Promise<void> {
  draft.typedHost = host;
  draft.site = undefined;
  draft.unreached = undefined;
  // Another host that pulls go to is the one to browse.
  if ((await ports.pullsFrom(host)) === undefined) await ports.reach(host, signal);
  draft.view = await ports.viewAsNobody(host, signal);
  draft.site = { host };
}
