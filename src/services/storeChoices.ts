import type { SaveOptions, SavePlan } from "../credentials/credentialStore.ts";
import { type Choice, text } from "./prompter.ts";

/**
 * Where a login can be kept, the recommended place first. One choice is no question: then the file says where, and the
 * person has decided that before.
 */
export function storeChoices(plan: SavePlan): readonly Choice<SaveOptions>[] {
  const { store, storeProblem, mapping, nativeStore, path } = plan;
  const file: Choice<SaveOptions> = {
    label: text("In config.json"),
    detail: text("{0}, in plain text (base64): every program that runs as you can read it", path),
    value: { store: "file" },
  };
  if (storeProblem !== undefined) {
    const instead: Choice<SaveOptions> = {
      label: text("In the store for all other registries"),
      detail: text("docker-credential-{0}, which config.json names for this registry, is removed from its entry", mapping?.helper ?? store.helper),
      value: { store: "configured", replaceMapping: true },
    };
    return mapping === undefined ? [file] : [instead, file];
  }
  if (nativeStore === undefined) return [{ ...file, value: { store: "configured" } }];
  return [
    {
      label: text("In the keychain, with docker-credential-{0}", nativeStore.helper),
      detail: text("Becomes the store of config.json, for later logins too. podman and skopeo do not look there"),
      value: { store: { helper: nativeStore.helper, as: "credsStore" } },
    },
    file,
  ];
}

/** Whether the person has to decide. What the file asks for and can have needs no question. */
export function needsChoice({ storeProblem, nativeStore }: SavePlan): boolean {
  return storeProblem !== undefined || nativeStore !== undefined;
}
