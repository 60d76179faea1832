import { text } from "../../core/text.ts";
import { showInformation } from "../../platform/messages.ts";
import { say } from "../../platform/say.ts";
import { sharedNames, writeSharedNames } from "../../platform/settings.ts";
import { addWithoutLogin, type AddRegistryPorts } from "../../services/browse/goTo/addRegistry.ts";
import type { KnownRegistries } from "../../services/browse/knownRegistries.ts";
import { newSharedNames, printSharedName, type SharedName } from "../../services/browse/sharedRegistries.ts";
import type { Choice, ListPrompter } from "../../services/prompts/prompter.ts";
import type { AddedRepositories } from "../../services/remembered/addedRepositories.ts";
import type { PinnedRepositories } from "../../services/remembered/pinnedRepositories.ts";

export interface SharedRegistriesDependencies extends AddRegistryPorts {
  readonly known: KnownRegistries;
  readonly added: AddedRepositories;
  readonly pinned: PinnedRepositories;
  readonly prompter: Pick<ListPrompter, "pickMany">;
  readonly redraw: () => void;
}

const frame = { step: 1, totalSteps: 1, canGoBack: false };

/** Asks which of the registries and repositories that the workspace names are to be in the tree, and adds them without a login. */
export async function addSharedCommand(dependencies: SharedRegistriesDependencies): Promise<void> {
  const { added, known, prompter, redraw } = dependencies;
  const hosts = (await known.all()).map(({ host }) => host);
  const found = newSharedNames(sharedNames(), hosts, added);
  if (found.length === 0) {
    void showInformation(say("The settings of this workspace name no registry that is not in the tree."));
    return;
  }
  const answer = await prompter.pickMany({
    ...frame,
    title: text("Add Registries of This Workspace"),
    placeholder: text("What to add to the tree"),
    choices: found.map((name) => choiceOf(name, text("Nothing is asked of it before it is unfolded, and then without a login."))),
  });
  if (answer.kind !== "next") return;
  for (const { host, repository } of answer.value) {
    if (!hosts.includes(host)) await addWithoutLogin(host, dependencies);
    if (repository !== undefined) await added.add(host, repository);
  }
  redraw();
}

/** Asks which registries and repositories of the person's are to be named to everybody who opens the workspace. */
export async function shareCommand({ added, known, pinned, prompter }: SharedRegistriesDependencies): Promise<void> {
  const hosts = (await known.all()).map(({ host }) => host);
  const repositories = hosts.flatMap((host) => added.of(host).map((repository): SharedName => ({ host, repository })));
  const own = [...hosts.map((host): SharedName => ({ host })), ...repositories, ...pinned.all()];
  const before = sharedNames();
  const names = [...new Set([...own.map(printSharedName), ...before])];
  const answer = await prompter.pickMany({
    ...frame,
    title: text("Share Registries With This Workspace"),
    placeholder: text("Which names to write to the settings: no login"),
    choices: names.map((name): Choice<string> => ({
      value: name,
      label: text("{0}", name),
      detail: text("Whoever opens it is asked first."),
    })),
    chosen: before,
    mayBeNone: true,
  });
  if (answer.kind === "next") await writeSharedNames(answer.value);
}

function choiceOf(name: SharedName, detail: Choice<SharedName>["detail"]): Choice<SharedName> {
  return { value: name, label: text("{0}", printSharedName(name)), detail };
}
