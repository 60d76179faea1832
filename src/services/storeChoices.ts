import type { SaveOptions, SavePlan } from "../credentials/credentialStore.ts";
import { type Choice, text } from "./prompter.ts";

export interface StoreDecision {
  readonly save: SaveOptions;
  /** The person does not want to be asked again. */
  readonly always: boolean;
}

/**
 * Where a login can be kept, the recommended place first. One choice is no question: then the file says where, and the
 * person has decided that before.
 */
export function storeChoices(plan: SavePlan): readonly Choice<StoreDecision>[] {
  const { store, storeProblem, mapping, nativeStore, path } = plan;
  const file: Choice<StoreDecision> = {
    label: text("In config.json"),
    detail: text("{0}, in plain text (base64): every program that runs as you can read it", path),
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
  if (nativeStore === undefined) return [file];
  return [
    {
      label: text("In the keychain, with docker-credential-{0}", nativeStore.helper),
      detail: text("Becomes the store of config.json, for later logins too. podman and skopeo do not look there"),
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

/** Whether the person has to decide. What the file asks for and can have needs no question. */
export function needsChoice({ storeProblem, nativeStore }: SavePlan): boolean {
  return storeProblem !== undefined || nativeStore !== undefined;
}
