import { RegistryError } from "../../../core/registryError.ts";
import { type Text, text } from "../../../core/text.ts";
import type { LoginMethod } from "../../../providers/loginMethod.ts";
import { refusalAdvice } from "../../../providers/catalog.ts";
import type { StepButton, StepFrame, StepPosition } from "../../prompts/prompter.ts";
import type { LoginDraft } from "../draft.ts";

export const anyTitle = text("Log In to a Container Registry");

export function titleOf({ site }: LoginDraft): Text {
  return text("Log In to {0}", site?.host ?? "");
}

/** Title, pages, and what went wrong before: that is said once. */
export function frameOf(draft: LoginDraft, position: StepPosition): StepFrame {
  const { problem } = draft;
  draft.problem = undefined;
  return { ...position, title: titleOf(draft), links: buttonsOf(draft), problem };
}

function buttonsOf({ provider, method, site }: LoginDraft): readonly StepButton[] {
  if (site === undefined) return [];
  return [...(method.pages ?? []), ...provider.helpPages].flatMap(({ kind, label, url }) => {
    const address = url(site);
    return address === undefined ? [] : [{ kind, label, url: address }];
  });
}

/** GitHub's page that authorizes a token for an organization's single sign-on, where the refusal names it. */
export function linksOn(error: Error): readonly StepButton[] {
  const authorize = error instanceof RegistryError ? error.params["authorize"] : undefined;
  return authorize === undefined ? [] : [{ kind: "portal", label: text("Authorize at GitHub"), url: String(authorize) }];
}

/** The method's own, else what the provider means by such an answer. */
export function adviceFor(error: Error, { advice }: LoginMethod): Text | undefined {
  if (!(error instanceof RegistryError)) return undefined;
  const { host, product } = error.params;
  return advice?.[error.code] ?? refusalAdvice(String(host), error.status, product === undefined ? undefined : String(product));
}
