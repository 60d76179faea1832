import type { Credential } from "../../../core/credential.ts";
import { type Text, text } from "../../../core/text.ts";
import { providerOfHost, providers } from "../../../providers/catalog.ts";
import type { Signing } from "../../../providers/browse.ts";
import type { CreatedRepository, CreateWay } from "../../../providers/create.ts";
import { pushCreates } from "../../../providers/shared/pushCreates.ts";
import type { Choice, Prompter, StepPosition } from "../../prompts/prompter.ts";
import { runSteps, type WizardStep } from "../../prompts/runSteps.ts";
import { tryAgain } from "../../prompts/tryAgain.ts";
import type { Sessions } from "../../reach/sessions.ts";
import { withSession } from "../../reach/withSession.ts";
import { recogniseRegistry, withPatience } from "../recognise.ts";

export interface CreatePorts {
  readonly prompter: Prompter;
  readonly sessions: Pick<Sessions, "connectDirectly">;
  /** The stored login. */
  readonly lookUp: (host: string, signal: AbortSignal) => Promise<Credential | undefined>;
  readonly signingFor: (host: string) => Signing | undefined;
  readonly registries: () => Promise<readonly string[]>;
  readonly openPage: (url: string) => Promise<void>;
}

export type CreateOutcome =
  | { readonly kind: "created"; readonly host: string; readonly created: CreatedRepository }
  /** A push is what creates it. */
  | { readonly kind: "push"; readonly host: string }
  /** Pages were opened: what came of it is not known here. */
  | { readonly kind: "opened"; readonly host: string | undefined }
  | { readonly kind: "cancelled" };

interface CreateDraft {
  host: string | undefined;
  readonly isHostGiven: boolean;
  ways: readonly CreateWay[];
  way: CreateWay | undefined;
  readonly answers: Map<string, string>;
  created: CreatedRepository | undefined;
  isRegistryPage: boolean;
}

type CreateStep = WizardStep<CreateDraft, CreatePorts>;

/** Asks in which registry and how, and does what can be done from here. */
export async function createRepository(host: string | undefined, ports: CreatePorts): Promise<CreateOutcome> {
  const draft: CreateDraft = {
    host,
    isHostGiven: host !== undefined,
    ways: [],
    way: undefined,
    answers: new Map(),
    created: undefined,
    isRegistryPage: false,
  };
  if ((await runSteps(draft, ports, createSteps)) === "cancelled") return { kind: "cancelled" };
  if (draft.isRegistryPage || draft.host === undefined) return { kind: "opened", host: undefined };
  if (draft.created !== undefined) return { kind: "created", host: draft.host, created: draft.created };
  return { kind: draft.way?.kind === "push" ? "push" : "opened", host: draft.host };
}

function createSteps({ isHostGiven, way, isRegistryPage }: CreateDraft): readonly CreateStep[] {
  const before = isHostGiven ? [] : [registryStep];
  if (isRegistryPage) return before;
  const common = [...before, lookStep, createWayStep];
  if (way?.kind === "pages") return [...common, ...way.steps.map((_, index) => pageStep(index))];
  if (way?.kind === "api") return [...common, ...way.questions.map((_, index) => createQuestionStep(index)), apiStep];
  return common;
}

function createFrame({ host }: CreateDraft, position: StepPosition) {
  return { ...position, title: host === undefined ? text("Create a Repository") : text("Create a Repository in {0}", host) };
}

type Chosen = { readonly host: string } | { readonly page: string };

const registryStep: CreateStep = {
  id: "registry",
  async ask(draft, position, { prompter, registries, openPage }) {
    const known = (await registries()).map((host): Choice<Chosen> => ({
      label: text("{0}", host),
      detail: text("{0}", providerOfHost(host)?.name ?? ""),
      value: { host },
    }));
    const guides = await Promise.all(providers.flatMap(({ loadCreate }) => (loadCreate === undefined ? [] : [loadCreate()])));
    const pages = guides.flatMap(({ registry }): readonly Choice<Chosen>[] =>
      registry === undefined ? [] : [{ label: registry.label, detail: registry.detail, value: { page: registry.url } }],
    );
    const answer = await prompter.pick<Chosen>({
      ...position,
      title: text("Create a Repository"),
      placeholder: text("Registry that the repository is to be in"),
      choices: [...known, ...pages],
    });
    if (answer.kind !== "next") return answer;
    const { value } = answer;
    if ("page" in value) {
      await openPage(value.page);
      draft.isRegistryPage = true;
      return { kind: "end" };
    }
    if (value.host !== draft.host) Object.assign(draft, { ways: [], way: undefined });
    draft.host = value.host;
    return answer;
  },
};

/** What the registry's provider has, with the stored login. */
const lookStep: CreateStep = {
  id: "look",
  isSilent: true,
  isUncounted: true,
  async ask(draft, _, { prompter, sessions, lookUp, signingFor }) {
    const { host } = draft;
    if (host === undefined || draft.ways.length > 0) return { kind: "next", value: undefined };
    draft.ways = await prompter.wait(text("Asking {0} for its repositories…", host), async (signal) => {
      const guide = await (await recogniseRegistry(host, sessions, signal))?.loadCreate?.();
      if (guide === undefined) return [pushCreates];
      return guide.ways({
        host,
        signing: signingFor(host),
        credential: await withPatience((limited) => lookUp(host, limited), undefined, signal),
        askApi: (request, asked) => withSession(sessions.connectDirectly(host, asked), (session) => session.askApi(request, asked)),
      });
    });
    return { kind: "next", value: undefined };
  },
};

const createWayStep: CreateStep = {
  id: "way",
  async ask(draft, position, { prompter, openPage }) {
    const answer = await prompter.pick<CreateWay>({
      ...createFrame(draft, position),
      placeholder: text("Choose how to create it"),
      choices: draft.ways.map((way) => ({ label: way.label, detail: way.detail, value: way })),
      ...(draft.way === undefined ? {} : { active: draft.way }),
      links: draft.ways.flatMap((way) => (way.kind === "page" ? [{ kind: "portal" as const, label: way.label, url: way.url }] : [])),
    });
    if (answer.kind !== "next") return answer;
    if (answer.value !== draft.way) draft.answers.clear();
    draft.way = answer.value;
    if (answer.value.kind === "page") await openPage(answer.value.url);
    return answer;
  },
};

function pageStep(index: number): CreateStep {
  return {
    id: `page ${index}`,
    async ask(draft, position, { prompter, openPage }) {
      const step = draft.way?.kind === "pages" ? draft.way.steps[index] : undefined;
      if (step === undefined) return { kind: "next", value: undefined };
      const answer = await prompter.pick<"open" | "done">({
        ...createFrame(draft, position),
        placeholder: step.title,
        notes: step.tasks,
        choices: [
          { label: text("Open the page"), detail: text("In the browser; go on here afterwards"), value: "open" },
          { label: text("Done"), detail: text("Once that is done there"), value: "done" },
        ],
      });
      if (answer.kind !== "next" || answer.value === "done") return answer;
      await openPage(step.url);
      return { kind: "again" };
    },
  };
}

function createQuestionStep(index: number): CreateStep {
  return {
    id: `question ${index}`,
    async ask(draft, position, { prompter }) {
      const question = draft.way?.kind === "api" ? draft.way.questions[index] : undefined;
      if (question === undefined) return { kind: "next", value: undefined };
      const before = draft.answers.get(question.id);
      const frame = createFrame(draft, position);
      const answer =
        question.kind === "choice"
          ? await prompter.pick({
              ...frame,
              placeholder: question.prompt,
              choices: question.options.map(({ label, detail, value }) => ({ label, detail, value })),
              ...(before === undefined ? {} : { active: before }),
            })
          : await prompter.input({
              ...frame,
              prompt: question.prompt,
              placeholder: question.placeholder,
              value: before ?? question.value ?? "",
              secret: false,
              check: (value): Text | undefined => question.check(question.clean(value)),
            });
      if (answer.kind !== "next") return answer;
      draft.answers.set(question.id, question.kind === "text" ? question.clean(answer.value) : answer.value);
      return answer;
    },
  };
}

const apiStep: CreateStep = {
  id: "api",
  isUncounted: true,
  isSilent: true,
  async ask(draft, position, { prompter }) {
    const { way, answers, host = "" } = draft;
    if (way?.kind !== "api") return { kind: "next", value: undefined };
    const made = await tryAgain(prompter, {
      waiting: text("Creating the repository in {0}…", host),
      task: (signal) => way.create({ text: (id) => answers.get(id) ?? "" }, signal),
      frame: () => createFrame(draft, position),
    });
    if (made.kind === "next") draft.created = made.value;
    return made;
  },
};
