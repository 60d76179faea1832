import { type Text, text } from "../../../core/text.ts";
import { providerOfHost } from "../../../providers/catalog.ts";
import type { StepPosition } from "../../prompts/prompter.ts";
import { tryAgain, type WayOut } from "../../prompts/tryAgain.ts";
import { isLocalName, listLocalImages } from "../localImages.ts";
import { offerCommands } from "../offerCommands.ts";
import { wantedPrefix, type PushDraft, type PushPorts, type PushStep } from "./draft.ts";
import { pushNameIssue, nameFor, planPush } from "./names.ts";

function pushFrame({ host }: PushDraft, position: StepPosition) {
  return { ...position, title: host === undefined ? text("Push an Image") : text("Push an Image to {0}", host) };
}

async function lookOnce(draft: PushDraft, { prompter, lookAtRegistry }: PushPorts): Promise<void> {
  const { host } = draft;
  if (host === undefined || draft.site !== undefined) return;
  draft.site = await prompter.wait(text("Asking {0} for its repositories…", host), (signal) => lookAtRegistry(host, signal));
}

const registryStep: PushStep = {
  id: "registry",
  async ask(draft, position, ports) {
    const hosts = await ports.registries();
    const answer = await ports.prompter.pick({
      ...position,
      title: text("Push an Image"),
      placeholder: text("Registry that the image goes to"),
      choices: hosts.map((host) => ({ label: text("{0}", host), detail: text("{0}", providerOfHost(host)?.name ?? ""), value: host })),
      ...(draft.host === undefined ? {} : { active: draft.host }),
    });
    if (answer.kind !== "next") return answer;
    if (answer.value !== draft.host) Object.assign(draft, { site: undefined, prefix: undefined, name: "" });
    draft.host = answer.value;
    return answer;
  },
};

/** One of the engine's images, or one that is typed. */
const imageStep: PushStep = {
  id: "image",
  async ask(draft, position, ports) {
    if (draft.images === undefined) {
      const listed = await tryAgain(ports.prompter, {
        waiting: text("Asking for the images of this machine…"),
        task: (signal) => listLocalImages(draft.engine, ports.spawn, signal),
        frame: () => pushFrame(draft, position),
        remedyOn: () => otherEngine(draft),
      });
      if (listed.kind !== "next") return listed;
      draft.images = listed.value;
    }
    const { engine, isForRoot } = draft;
    const answer = await ports.prompter.pick({
      ...pushFrame(draft, position),
      placeholder: isForRoot
        ? text("Type the name or ID of an image of {0}", engine)
        : draft.images.length === 0
          ? text("{0} has no images with a name: type an image's ID", engine)
          : text("Image of {0}, or type its name or ID", engine),
      notes: isForRoot ? [text("Here containerd runs only as root, and only root may list its images: “sudo {0} images”.", engine)] : [],
      choices: draft.images.map(({ name, size }) => ({
        label: text("{0}", name),
        detail: text("{0}", size),
        value: name,
      })),
      ...(draft.local === "" ? {} : { active: draft.local }),
      choicesOf: (typed) => typedImage(typed.trim(), draft),
      issueOf: (typed) => (typed.trim() === "" || isLocalName(typed.trim()) ? undefined : text("This is not an image's name or ID.")),
    });
    if (answer.kind !== "next") return answer;
    if (answer.value !== draft.local) draft.name = "";
    draft.local = answer.value;
    return answer;
  },
};

/** docker is installed on many machines where podman runs. */
function otherEngine(draft: PushDraft): WayOut | undefined {
  const [engine, ...others] = draft.otherEngines;
  if (engine === undefined) return undefined;
  return {
    label: text("Use {0} instead", engine),
    detail: text("For this push; the setting containerRegistries.engine names one for good"),
    run: () => {
      draft.engine = engine;
      draft.otherEngines = others;
      return Promise.resolve("again");
    },
  };
}

function typedImage(typed: string, { images = [] }: PushDraft) {
  if (!isLocalName(typed) || images.some(({ name }) => name === typed)) return [];
  return [{ label: text("{0}", typed), detail: text("As typed"), value: typed }];
}

/** What stands before the image's name: of what is known, or typed. */
const prefixStep: PushStep = {
  id: "prefix",
  async ask(draft, position, ports) {
    const { site } = draft;
    const prefix = wantedPrefix(draft);
    if (site === undefined || prefix === undefined) return { kind: "next", value: undefined };
    const known = prefix.suggestions(site.context);
    const none = prefix.mayBeNone === undefined ? [] : [{ label: text("Nothing"), detail: prefix.mayBeNone, value: "" }];
    const answer = await ports.prompter.pick({
      ...pushFrame(draft, position),
      placeholder: prefix.prompt,
      notes: known.length > 0 ? [] : [text("Type it, as in {0}", prefix.placeholder.text)],
      choices: [
        ...known.map((name) => ({ label: text("{0}", name), detail: text("{0}/{1}/…", site.context.host, name), value: name })),
        ...none,
      ],
      value: draft.prefix !== undefined && !known.includes(draft.prefix) ? draft.prefix : "",
      ...(draft.prefix === undefined ? {} : { active: draft.prefix }),
      choicesOf: (typed) => {
        const name = typed.trim().replace(/\/+$/, "").toLowerCase();
        if (known.includes(name) || prefixIssue(name, draft, prefix.components) !== undefined) return [];
        return [{ label: text("{0}", name), detail: text("As typed"), value: name }];
      },
      issueOf: (typed) =>
        typed.trim() === "" ? undefined : prefixIssue(typed.trim().replace(/\/+$/, "").toLowerCase(), draft, prefix.components),
    });
    if (answer.kind !== "next") return answer;
    if (answer.value !== draft.prefix) draft.name = "";
    draft.prefix = answer.value;
    return answer;
  },
};

function prefixIssue(typed: string, { site }: PushDraft, components = 1): Text | undefined {
  const example = site?.guide?.prefix?.(site.context.host)?.placeholder.text ?? "";
  const isOne =
    site !== undefined &&
    typed.split("/").length >= components &&
    pushNameIssue(`${typed}/x:1`, { context: site.context, guide: undefined }) === undefined;
  return isOne ? undefined : text("It must look like {0}.", example);
}

const nameStep: PushStep = {
  id: "name",
  async ask(draft, position, ports) {
    const { site } = draft;
    if (site === undefined) return { kind: "next", value: undefined };
    const answer = await ports.prompter.input({
      ...pushFrame(draft, position),
      prompt: text("Name of the image in the registry, with its tag"),
      value: draft.name === "" ? nameFor(draft) : draft.name,
      secret: false,
      check: (value) => pushNameIssue(value.trim(), site),
    });
    if (answer.kind === "next") draft.name = answer.value.trim();
    return answer;
  },
};

/** What will run, where the image appears, and who can pull it then. */
const summaryStep: PushStep = {
  id: "summary",
  async ask(draft, position, ports) {
    const plan = await planPush(draft, ports);
    const page = plan.appears?.url;
    const links = page === undefined ? [] : [{ kind: "portal" as const, label: text("Where the image will appear"), url: page }];
    const run = { label: text("Tag and push in a terminal"), detail: text("The tree shows the image afterwards") };
    const answer = await offerCommands({ ...pushFrame(draft, position), links }, plan, run, ports);
    if (answer.kind !== "next") return answer;
    draft.plan = plan;
    draft.use = answer.value;
    return answer;
  },
};

/** Looks at the registry before the steps that need to know it: where one cannot, what is typed counts. */
const lookStep: PushStep = {
  id: "look",
  isSilent: true,
  isUncounted: true,
  async ask(draft, _, ports) {
    await lookOnce(draft, ports);
    return { kind: "next", value: undefined };
  },
};

export function pushSteps(draft: PushDraft): readonly PushStep[] {
  return [
    ...(draft.isHostGiven ? [] : [registryStep]),
    imageStep,
    lookStep,
    ...(wantedPrefix(draft) === undefined ? [] : [prefixStep]),
    nameStep,
    summaryStep,
  ];
}
