import { RegistryError } from "../../../core/registryError.ts";
import { type Text, text } from "../../../core/text.ts";
import { CredentialsError } from "../../../credentials/credentialsError.ts";
import { refusalAdvice } from "../../../providers/catalog.ts";
import type { Remedy } from "../../../providers/remedy.ts";
import { ObtainError } from "../../../providers/obtainError.ts";
import type { PromptLink, PromptFrame, StepPosition } from "../../prompts/prompter.ts";
import type { WayOut, OnProblem } from "../../prompts/tryAgain.ts";
import { isTrustFault } from "../../reach/trustFault.ts";
import type { LoginDraft, LoginFlowPorts } from "../draft.ts";
import { LoginError } from "../loginError.ts";

export const anyTitle = text("Log In to a Container Registry");

export function titleOf({ site }: LoginDraft): Text {
  return site === undefined ? anyTitle : text("Log In to {0}", site.host);
}

/** Title, pages, and what went wrong before: that is said once. */
export function frameOf(draft: LoginDraft, position: StepPosition): PromptFrame {
  const { problem } = draft;
  draft.problem = undefined;
  return { ...position, title: titleOf(draft), links: buttonsOf(draft), problem };
}

function buttonsOf({ provider, method, site }: LoginDraft): readonly PromptLink[] {
  if (site === undefined) return [];
  const buttons = [...(method.pages ?? []), ...provider.helpPages].flatMap(({ kind, label, url }): readonly PromptLink[] => {
    const address = url(site);
    return address === undefined ? [] : [{ kind, label, url: address }];
  });
  // A method and its provider may name the same page.
  return buttons.filter(({ url }, index) => buttons.findIndex((other) => other.url === url) === index);
}

/** GitHub's page that authorizes a token for an organization's single sign-on, where the refusal names it. */
export function linksOn(error: Error): readonly PromptLink[] {
  const authorize = error instanceof RegistryError ? error.params["authorize"] : undefined;
  return authorize === undefined ? [] : [{ kind: "portal", label: text("Authorize at GitHub"), url: String(authorize) }];
}

function trustWay(error: RegistryError, host: string, { setUpTrust }: LoginFlowPorts): WayOut {
  return {
    label: text("Set up the connection…"),
    detail: text("Shows what is wrong, and what can be done. The login then goes on here"),
    run: async () => ((await setUpTrust(host, error)) ? "again" : "ask"),
  };
}

/** What helps against a connection that is not trusted, else what the method names against the problem. */
export function remedyOn(error: Error, draft: LoginDraft, ports: LoginFlowPorts): WayOut | undefined {
  if (isTrustFault(error)) return trustWay(error, draft.site?.host ?? draft.typedHost, ports);
  const remedy = remedyFor(error, draft);
  if (remedy === undefined) return undefined;
  const run = async (): Promise<"ask"> => {
    await ports.applyRemedy(remedy);
    return "ask";
  };
  if (remedy.kind === "file") {
    const detail = text("Only you may read it. Fill in the key, save the file, and try again here");
    return { label: text("Create and open {0}", remedy.path), detail, run };
  }
  const command = [remedy.program, ...remedy.args].join(" ");
  return { label: text("Run “{0}”", command), detail: text("In a terminal; try again here once it is done"), run };
}

/** What is said of a problem with the login, and offered against it. */
export function onProblem(draft: LoginDraft, ports: LoginFlowPorts): OnProblem {
  return {
    notesOn: (problem) => [adviceFor(problem, draft)].filter((note) => note !== undefined),
    linksOn,
    remedyOn: (problem) => remedyOn(problem, draft, ports),
  };
}

function remedyFor(error: Error, draft: LoginDraft): Remedy | undefined {
  const own = error instanceof LoginError || error instanceof ObtainError ? error.remedy : undefined;
  const isHelpers = error instanceof CredentialsError || (error instanceof LoginError && error.code === "helper-without-login");
  return own ?? (isHelpers ? draft.remedy : undefined);
}

/** What is known of this very login, else the method's own, else what the provider means by such an answer. */
export function adviceFor(error: Error, { method: { advice }, ifRefused, ifDenied }: LoginDraft): Text | undefined {
  if (!(error instanceof RegistryError)) return undefined;
  const { host, product } = error.params;
  if (ifRefused !== undefined && RegistryError.is(error, "unauthorized", "denied")) return ifRefused;
  if (ifDenied !== undefined && error.code === "denied") return ifDenied;
  return advice?.[error.code] ?? refusalAdvice(String(host), error.status, product === undefined ? undefined : String(product));
}
