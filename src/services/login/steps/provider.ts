import { text } from "../../../core/text.ts";
import { anyOther, providerOfHost, providers } from "../../../providers/catalog.ts";
import type { Provider, ProviderRow } from "../../../providers/provider.ts";
import { whyNoHost, type RecognisedInput, withoutSecret } from "../../../providers/recogniseInput.ts";
import type { Choice } from "../../prompts/prompter.ts";
import { arrive } from "../arrival.ts";
import { publicChoice, publicHostChoice, publicRow } from "../asNobody.ts";
import type { LoginDraft } from "../draft.ts";
import { anyTitle } from "./frame.ts";
import type { LoginStep } from "./step.ts";
import { absorb, inputOf, repositoryIn } from "./typedHost.ts";

type Chosen =
  | { readonly provider: Provider; readonly row: ProviderRow }
  | { readonly input: RecognisedInput; readonly repository: string | undefined; readonly typed: string }
  | { readonly publicHost: string; readonly typed: string };

/** The provider, or a host, image or command that is typed into their list. */
export const providerStep: LoginStep = {
  id: "provider",
  async ask(draft, position, ports) {
    const rows = providers.flatMap((provider) => provider.rows.map((row) => rowChoice(provider, row)));
    const choices = [...rows, publicChoice<Chosen>({ provider: anyOther, row: publicRow })];
    const before = choices.find(({ value }) => "row" in value && value.row === draft.chosen?.row);
    const answer = await ports.prompter.pick<Chosen>({
      ...position,
      title: anyTitle,
      placeholder: text("Choose a provider, or type or paste a host, image or “docker login”"),
      choices,
      value: draft.typedInList,
      ...(before === undefined ? {} : { active: before.value }),
      absorb: (pasted) => absorb(pasted, draft),
      choicesOf: (typed) => typedChoices(typed, choices, draft),
      issueOf: (typed) => (looksLikeHost.test(typed) ? whyNoHost(typed) : undefined),
    });
    if (answer.kind !== "next") return answer;
    const { value } = answer;
    draft.repository = undefined;
    draft.typedInList = "typed" in value ? (withoutSecret(value.typed) ?? value.typed) : "";
    draft.isAnonymous = "publicHost" in value || ("row" in value && value.row === publicRow);
    draft.chosen = "row" in value ? value : undefined;
    if ("publicHost" in value) draft.typedHost = value.publicHost;
    if ("input" in value) {
      draft.repository = value.repository;
      await arrive(value.input, draft, ports);
    }
    draft.finder = undefined;
    draft.isFound = false;
    if (!("row" in value)) return answer;
    const { host, finder } = value.row;
    if (finder !== undefined) {
      draft.site = undefined;
      draft.finder = await finder.load();
      return answer;
    }
    if (host !== undefined) await arrive({ host }, draft, ports);
    else if (draft.site !== undefined && providerOfHost(draft.site.host) !== undefined) draft.typedHost = "";
    return answer;
  },
};

function rowChoice(provider: Provider, row: ProviderRow): Choice<Chosen> {
  const { label, host, example, finder } = row;
  if (finder !== undefined) return { label, detail: finder.detail, icon: provider.id, value: { provider, row } };
  const detail = host === undefined ? text("For example {0}", example ?? "registry.example.com") : text("{0}", host);
  return { label, detail, icon: provider.id, value: { provider, row } };
}

const looksLikeHost = /[.:/[]|\blogin\b|^localhost$/;

/** A typed text is offered as a host when it can be one, and looks like one or is no part of any provider's row. */
function typedChoices(typed: string, choices: readonly Choice<Chosen>[], draft: LoginDraft): readonly Choice<Chosen>[] {
  const isListed = choices.some(({ label, detail }) =>
    [label, detail].some(({ text: words, args = [] }) => [words, ...args].join(" ").toLowerCase().includes(typed.toLowerCase())),
  );
  if ((isListed && !looksLikeHost.test(typed)) || whyNoHost(typed) !== undefined) return [];
  const input = inputOf(typed, draft);
  const { host, username } = input;
  const provider = providerOfHost(host);
  const logIn: Choice<Chosen> = {
    label: text("Log in to {0}", host),
    detail: provider === undefined ? text("Asks the registry what it is") : text("{0}", provider.name),
    icon: (provider ?? anyOther).id,
    value: { input, repository: repositoryIn(typed, host), typed },
  };
  return username === undefined ? [logIn, publicHostChoice<Chosen>(host, { publicHost: host, typed })] : [logIn];
}
