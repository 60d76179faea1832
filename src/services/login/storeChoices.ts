import type { CodedError } from "../../core/errors.ts";
import { type Text, text } from "../../core/text.ts";
import type { SaveOptions, SavePlan } from "../../credentials/credentialStore.ts";
import type { Choice } from "../prompts/prompter.ts";
import { shortPath } from "../../core/shortPath.ts";
import type { GuestSearch } from "./guests.ts";

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
  /** The config.json of Docker's snap, which reads no other, where that is the `docker` of this machine. */
  readonly snapConfig?: string;
  /** Where nerdctl may run in a guest of this machine. */
  readonly guests?: GuestSearch;
  /** On which side this window runs. */
  readonly side?: readonly Text[];
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

/** A tool that reads another file at all times: no reason to ask where to write. */
export function readsElsewhere({ snapConfig, guests, side = [] }: LoginPlan): readonly Text[] {
  return [
    ...side,
    ...(snapConfig === undefined ? [] : [text("docker is installed as a snap here, and reads {0} instead.", snapConfig)]),
    ...(guests?.silent ?? []).map((program) => text("{0} does not answer; nerdctl in its guest reads the guest's config.json.", program)),
  ];
}

/** Where a token of another program or sign-in had better go. */
export function signInNotes({ storeProblem, store, nativeStore }: LoginPlan): readonly Text[] {
  const keychain = nativeStore?.problem === undefined ? nativeStore?.helper : undefined;
  const helper = storeProblem === undefined ? store.helper || keychain : undefined;
  return [
    text("This token comes from another program or sign-in."),
    helper === undefined
      ? text("No credential helper works here: config.json holds it in plain text (base64).")
      : text("Better kept by docker-credential-{0}: config.json is plain text (base64).", helper),
  ];
}

/** Where a login can be kept and what that means, the recommended place first. */
export function storeChoices(plan: LoginPlan): readonly Choice<StoreDecision>[] {
  const { store, storeProblem, mapping, credsStore, nativeStore } = plan;
  const file = fileChoices(plan).map(onlyNow);
  const helper: Choice<StoreDecision> = {
    label: text("With docker-credential-{0}", store.helper),
    detail: text("Named in config.json: docker and nerdctl ask it; podman and skopeo may not"),
    value: { save: { store: "configured" }, always: false },
  };
  const general: Choice<StoreDecision> = {
    label: text("In the store for all other registries"),
    detail: text("docker-credential-{0}; config.json then names no other place for it", credsStore?.helper ?? ""),
    value: { save: { store: "configured", replaceMapping: true }, always: false },
  };
  const isGeneralBetter = mapping !== undefined && credsStore !== undefined && credsStore.problem === undefined;
  if (storeProblem !== undefined) {
    const mayWork = isPassing(storeProblem) ? [{ ...helper, detail: text("Once it works again: the reason is above") }] : [];
    return [...(isGeneralBetter ? [general] : []), ...file, ...mayWork];
  }
  if (store.helper !== "") return [helper, ...file];
  // What the file asks for already: an entry of credHelpers that says “no helper” stays.
  if (mapping !== undefined) {
    const [first, ...others] = file.map((each) => (each.value.save.store === "file" ? configured(each) : each));
    return [...(isGeneralBetter ? [general] : []), ...(first === undefined ? [] : [first]), ...others];
  }
  if (nativeStore === undefined) return file.map(configured);
  const always: Choice<StoreDecision> = {
    label: text("In config.json, and do not ask again"),
    detail: text("Sets containerRegistries.credentials.store to “file”"),
    value: { save: { store: "file" }, always: true },
  };
  const keychain: Choice<StoreDecision> = {
    label: text("In the keychain, with docker-credential-{0}", nativeStore.helper),
    detail:
      nativeStore.problem === undefined
        ? text("For later logins too. podman and skopeo do not look there")
        : text("Once it works: the reason is above. podman and skopeo do not look there"),
    value: { save: { store: { helper: nativeStore.helper, as: "credsStore" } }, always: false },
  };
  return nativeStore.problem === undefined ? [keychain, ...file, always] : [...file, always, keychain];
}

/**
 * The ways to keep a login in config.json, the one that more tools follow first. Beside a store for all registries an empty mapping is
 * docker's way: podman, skopeo and buildah start a program without a name for it, oras asks the store, and crane first asks the store
 * for the repository, and gives up where the store fails.
 */
export function fileChoices({ path, homeDirectory, mapping, credsStore }: LoginPlan): readonly Choice<SaveOptions>[] {
  const inConfig = { label: text("In config.json"), description: text("{0}", shortPath(path, homeDirectory)) };
  if (credsStore === undefined) {
    const detail =
      mapping === undefined || mapping.helper === ""
        ? text("Plain text (base64) for all of your programs")
        : text("Plain text (base64) for all of your programs, in place of docker-credential-{0}", mapping.helper);
    return [{ ...inConfig, detail, value: { store: "file" } }];
  }
  const { helper, problem } = credsStore;
  const isGone = problem !== undefined && isOutOfReach(problem);
  const mapped: Choice<SaveOptions> = {
    ...inConfig,
    label: text("In config.json, for this registry alone"),
    detail:
      problem !== undefined
        ? text("Plain text (base64). podman, skopeo, buildah, oras and crane will not find it")
        : text("Plain text (base64). podman, skopeo, buildah and oras will not find it"),
    value: { store: "file" },
  };
  if (!isGone) return [mapped];
  const instead: Choice<SaveOptions> = {
    ...inConfig,
    label: text("In config.json, without docker-credential-{0}", helper),
    detail: text("Plain text (base64) for all of your programs: “credsStore” is removed"),
    value: { store: { withoutStore: helper } },
  };
  return [instead, mapped];
}

/** What removing a store that is out of reach costs. */
export function lostStoreNotes({ credsStore }: LoginPlan): readonly Text[] {
  if (credsStore?.problem === undefined || !isOutOfReach(credsStore.problem)) return [];
  const { helper, others } = credsStore;
  if (others.length === 0) return [text("Logins that docker-credential-{0} kept cannot be read without it.", helper)];
  const named = others.slice(0, maxNamedHosts).join(", ");
  return others.length <= maxNamedHosts
    ? [text("It kept other logins, which cannot be read without it: {0}.", named)]
    : [text("It kept other logins, which cannot be read without it: {0} and {1} more.", named, String(others.length - maxNamedHosts))];
}

const maxNamedHosts = 3;

function onlyNow(choice: Choice<SaveOptions>): Choice<StoreDecision> {
  return { ...choice, value: { save: choice.value, always: false } };
}

function configured(choice: Choice<StoreDecision>): Choice<StoreDecision> {
  return { ...choice, value: { save: { store: "configured" }, always: false } };
}

/** Its program is not there, or cannot run here, as Docker Desktop's after it went: what it keeps is kept from everybody. */
function isOutOfReach({ code, params }: CodedError): boolean {
  return code === "helper-not-found" || code === "helper-name-invalid" || (code === "helper-failed" && params["reason"] === "not-started");
}

/** It may work in a moment: a keychain can be unlocked. */
function isPassing(problem: CodedError): boolean {
  return ["helper-failed", "helper-timed-out", "helper-invalid-output"].includes(problem.code) && !isOutOfReach(problem);
}

/** Whether the person has to decide, whatever they decided before. */
export function needsChoice({ storeProblem, nativeStore }: SavePlan): boolean {
  return storeProblem !== undefined || nativeStore !== undefined;
}
