import { type Text, text } from "../../core/text.ts";
import type { SaveOptions, SavePlan } from "../../credentials/credentialStore.ts";
import type { Choice } from "../prompts/prompter.ts";
import { shortPath } from "../../core/shortPath.ts";

export interface StoreDecision {
  readonly save: SaveOptions;
  /** The person does not want to be asked again. */
  readonly always: boolean;
}

/** What a save would do, and what goes on being read before what it writes. */
export interface LoginPlan extends SavePlan {
  /** podman's own files that have a login for the registry. */
  readonly podmanFiles: readonly string[];
  readonly homeDirectory: string;
}

/** Which tools will not see what is written, since they read something else first. Each sentence fits into a line of a list. */
export function readFirst({ host, environment, podmanFiles }: LoginPlan): readonly Text[] {
  const overruled = environment?.affects === "this-registry" ? [environment.variable] : [];
  return [
    ...overruled.flatMap((variable) => [
      text("The variable {0} has a login for {1}, too.", variable, host),
      text("docker (since 28.3), nerdctl and this extension go on using that one."),
    ]),
    ...podmanFiles.flatMap((path) => [
      text("podman, skopeo and buildah go on using another login for {0}:", host),
      text("it is in {0}.", path),
    ]),
  ];
}

/** Where a token of VS Code's sign-in had better go. */
export function signInNotes({ storeProblem, store, nativeStore }: LoginPlan): readonly Text[] {
  const helper = storeProblem === undefined ? store.helper || nativeStore?.helper : undefined;
  return [
    helper === undefined
      ? text("This is the token of VS Code's sign-in, and no credential helper is at hand.")
      : text("This is the token of VS Code's sign-in: better kept by docker-credential-{0}.", helper),
    text("In config.json it stands in plain text (base64)."),
  ];
}

/** Where a login can be kept and what that means, the recommended place first. */
export function storeChoices(plan: LoginPlan): readonly Choice<StoreDecision>[] {
  const { store, storeProblem, mapping, nativeStore, path, homeDirectory } = plan;
  const file: Choice<StoreDecision> = {
    label: text("In config.json"),
    description: text("{0}", shortPath(path, homeDirectory)),
    detail: text("Plain text (base64) for all of your programs: {0}", path),
    value: { save: { store: "file" }, always: false },
  };
  if (storeProblem !== undefined) {
    const instead: Choice<StoreDecision> = {
      label: text("In the store for all other registries"),
      detail: text(
        "docker-credential-{0}, which config.json names for this registry, is removed from its entry",
        mapping?.helper ?? store.helper,
      ),
      value: { save: { store: "configured", replaceMapping: true }, always: false },
    };
    return mapping === undefined ? [file] : [instead, file];
  }
  if (store.helper !== "") {
    const helper: Choice<StoreDecision> = {
      label: text("With docker-credential-{0}", store.helper),
      detail: text("Named in config.json: docker and nerdctl ask it, podman and skopeo not always"),
      value: { save: { store: "configured" }, always: false },
    };
    return [helper, file];
  }
  // What the file asks for already: an entry of credHelpers that says “no helper” stays.
  if (nativeStore === undefined) return [{ ...file, value: { save: { store: "configured" }, always: false } }];
  return [
    {
      label: text("In the keychain, with docker-credential-{0}", nativeStore.helper),
      detail: text("For later logins too. podman and skopeo do not look there"),
      value: { save: { store: { helper: nativeStore.helper, as: "credsStore" } }, always: false },
    },
    file,
    {
      label: text("In config.json, and do not ask again"),
      detail: text("Sets containerRegistries.credentials.store to “file”"),
      value: { save: { store: "file" }, always: true },
    },
  ];
}

/** Whether the person has to decide, whatever they decided before. */
export function needsChoice({ storeProblem, nativeStore }: SavePlan): boolean {
  return storeProblem !== undefined || nativeStore !== undefined;
}
