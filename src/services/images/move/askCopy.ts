import type { Reference } from "../../../core/reference.ts";
import { text } from "../../../core/text.ts";
import { providerOfHost } from "../../../providers/catalog.ts";
import { printPlatform } from "../../../registry/content/manifest.ts";
import type { ListPrompter } from "../../prompts/prompter.ts";
import { runSteps, type WizardStep } from "../../prompts/runSteps.ts";
import type { PushSite } from "../push/draft.ts";
import { pushNameIssue, referenceInRegistry } from "../push/names.ts";
import type { CopyChoice } from "./copyPlan.ts";
import type { CopyPlace, CopySession } from "./copySession.ts";

export interface CopyToPorts {
  readonly prompter: ListPrompter;
  /** The registries that the tree shows. */
  readonly registries: () => Promise<readonly string[]>;
  /** What is known of a registry that an image goes to. Rejects with the signal's reason only. */
  readonly lookAtRegistry: (host: string, signal: AbortSignal) => Promise<PushSite>;
}

/** Where an image goes, and what of it. */
export interface CopyWish extends CopyChoice {
  readonly place: CopyPlace;
}

interface Draft {
  readonly from: Reference;
  readonly session: CopySession;
  /** Digests. */
  images: readonly string[] | undefined;
  withAttached: boolean;
  site: PushSite | undefined;
  name: string;
}

type Step = WizardStep<Draft, CopyToPorts>;

const title = text("Copy to Another Repository");

const imagesStep: Step = {
  id: "images",
  async ask(draft, position, { prompter }) {
    const answer = await prompter.pickMany({
      ...position,
      title,
      placeholder: text("Platforms to copy"),
      choices: draft.session.images.map(({ digest, platform }) => ({
        label: text("{0}", platform === undefined ? digest : printPlatform(platform)),
        detail: text("{0}", digest),
        value: digest,
      })),
      ...(draft.images === undefined ? {} : { chosen: draft.images }),
    });
    if (answer.kind === "next") draft.images = answer.value;
    return answer;
  },
};

const attachedStep: Step = {
  id: "attached",
  async ask(draft, position, { prompter }) {
    const answer = await prompter.pick({
      ...position,
      title,
      placeholder: text("What goes with it"),
      choices: [
        { label: text("With what is attached"), detail: text("Signatures, SBOMs and whatever else refers to it"), value: true },
        { label: text("Nothing else"), detail: text("Who verifies its signature finds none there"), value: false },
      ],
      active: draft.withAttached,
    });
    if (answer.kind === "next") draft.withAttached = answer.value;
    return answer;
  },
};

const registryStep: Step = {
  id: "registry",
  async ask(draft, position, ports) {
    const answer = await ports.prompter.pick({
      ...position,
      title,
      placeholder: text("Registry that the image goes to"),
      choices: (await ports.registries()).map((host) => ({
        label: text("{0}", host),
        detail: text("{0}", providerOfHost(host)?.name ?? ""),
        value: host,
      })),
      ...(draft.site === undefined ? {} : { active: draft.site.context.host }),
    });
    if (answer.kind !== "next") return answer;
    const host = answer.value;
    draft.site = await ports.prompter.wait(text("Asking {0} for its repositories…", host), (signal) => ports.lookAtRegistry(host, signal));
    return answer;
  },
};

const nameStep: Step = {
  id: "name",
  async ask(draft, position, { prompter }) {
    const { site, from } = draft;
    if (site === undefined) return { kind: "restart" };
    const { host } = site.context;
    const answer = await prompter.input({
      ...position,
      title,
      prompt: text("Repository and tag in {0}", host),
      value: draft.name,
      secret: false,
      check: (name) => {
        const issue = pushNameIssue(name, site);
        if (issue !== undefined) return issue;
        const { repository, tag } = referenceInRegistry(host, name);
        return host === from.host && repository === from.repository && tag === from.tag ? text("That is where it is.") : undefined;
      },
    });
    if (answer.kind === "next") draft.name = answer.value;
    return answer;
  },
};

/** Asks what of the image goes where; undefined where the person leaves. */
export async function askCopy(from: Reference, session: CopySession, ports: CopyToPorts): Promise<CopyWish | undefined> {
  const draft: Draft = {
    from,
    session,
    images: undefined,
    withAttached: true,
    site: undefined,
    name: `${from.repository}${from.tag === undefined ? "" : `:${from.tag}`}`,
  };
  const isIndex = session.images.length > 1;
  const steps = [...(isIndex ? [imagesStep] : []), attachedStep, registryStep, nameStep];
  if ((await runSteps(draft, ports, () => steps)) === "cancelled" || draft.site === undefined) return undefined;
  const { images, withAttached } = draft;
  // All of them are the index as it is.
  const chosen = images === undefined || images.length === session.images.length ? {} : { images };
  return { place: referenceInRegistry(draft.site.context.host, draft.name), withAttached, ...chosen };
}
