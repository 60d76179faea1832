import { text } from "../../core/text.ts";
import type { CredentialStore } from "../../credentials/credentialStore.ts";
import { pullSecretManifest } from "../../credentials/pullSecret.ts";
import { copyText } from "../../platform/clipboard.ts";
import { confirm, showInformation } from "../../platform/messages.ts";
import { say } from "../../platform/say.ts";
import type { Prompter } from "../../services/prompts/prompter.ts";

/**
 * Copies the manifest of a pull secret with the login to a registry, once the person has said yes to a password in the clipboard. Unlike
 * the command that reads config.json it has this login alone, and one that a credential helper keeps, too.
 */
export async function copyPullSecret(
  host: string,
  store: Pick<CredentialStore, "lookup">,
  prompter: Pick<Prompter, "wait">,
): Promise<void> {
  const question = say("Copy a pull secret with the login to {0}?", host);
  const meaning = say(
    "The clipboard then holds the password, in base64, which anyone can read. A clipboard history may keep it. “kubectl apply -f” takes the manifest.",
  );
  if (!(await confirm(question, meaning, say("Copy the Password, Too")))) return;
  // A helper may ask the person, or hang.
  const credential = await prompter.wait(text("Reading the login to {0}…", host), async (signal) => {
    return (await store.lookup(host, { signal }))?.credential;
  });
  const manifest = credential === undefined ? undefined : pullSecretManifest(host, credential);
  if (manifest === undefined) {
    void showInformation(say("There is no login to {0} with a user name and a password, which is what Kubernetes takes.", host));
    return;
  }
  await copyText(manifest.reveal(), say("The pull secret was copied"));
}
