import { isAbort } from "../../../core/errors.ts";
import { text } from "../../../core/text.ts";
import type { OlderEntry } from "../../../credentials/credentialStore.ts";
import type { LoginDraft } from "../draft.ts";
import type { LoginStep } from "./step.ts";

/** Whether the login is written elsewhere than into the store for all registries, which may have an older one. */
export function passesStoreBy({ plan: planned, probed, helper, keep }: LoginDraft): boolean {
  const plan = probed ?? planned;
  const general = plan?.credsStore;
  if (plan === undefined || general === undefined || general.problem !== undefined) return false;
  if (helper !== undefined) return helper.helper !== general.helper;
  const { store = "configured", replaceMapping = false } = keep.save;
  if (store === "configured") return !replaceMapping && plan.store.helper !== general.helper;
  // Without the store nobody asks it.
  return store === "file" || ("helper" in store && store.as === "credHelpers" && store.helper !== general.helper);
}

/** What the store keeps of the registry, once it was looked for. */
export function leftIn(draft: LoginDraft): readonly OlderEntry[] {
  return passesStoreBy(draft) ? draft.left : [];
}

/** Looks for a login that the store keeps while the new one is written elsewhere. */
export const leftInStoreStep: LoginStep = {
  id: "left in store",
  isSilent: true,
  isUncounted: true,
  async ask(draft, _, { prompter, loginsInStore }) {
    const { site, plan } = draft;
    const asking = text("Asking docker-credential-{0}…", plan?.credsStore?.helper ?? "");
    try {
      draft.left = site === undefined ? [] : await prompter.wait(asking, (signal) => loginsInStore(site.host, signal));
    } catch (error) {
      // A person who does not wait for it wants the new login all the same.
      if (!isAbort(error)) throw error;
      draft.left = [];
    }
    return { kind: "next", value: undefined };
  },
};
