import { text } from "../core/text.ts";
import type { SaveOptions, SavePlan } from "../credentials/credentialStore.ts";
import type { Choice } from "./prompter.ts";

export interface StoreDecision {
  readonly save: SaveOptions;
  /** The person does not want to be asked again. */
  readonly always: boolean;
}

/** Where a login can be kept and what that means, the recommended place first. */
export function storeChoices(plan: SavePlan): readonly Choice<StoreDecision>[] {
  const { store, storeProblem, mapping, nativeStore, path } = plan;
  const file: Choice<StoreDecision> = {
    label: text("In config.json"),
    detail: text("Plain text (base64), which every program of yours can read: {0}", path),
    value: { save: { store: "file" }, always: false },
  };
  if (storeProblem !== undefined) {
    const instead: Choice<StoreDecision> = {
      label: text("In the store for all other registries"),
      detail: text("docker-credential-{0}, which config.json names for this registry, is removed from its entry", mapping?.helper ?? store.helper),
      value: { save: { store: "configured", replaceMapping: true }, always: false },
    };
    return mapping === undefined ? [file] : [instead, file];
  }
  if (store.helper !== "") {
    const helper: Choice<StoreDecision> = {
      label: text("With docker-credential-{0}", store.helper),
      detail: text("As {0} says. docker and nerdctl ask it; podman and skopeo do not always", path),
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
