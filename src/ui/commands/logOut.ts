import { l10n, window } from "vscode";
import type { CredentialStore } from "../../credentials/credentialStore.ts";
import type { RegistryNode } from "../tree/nodes.ts";

/** Removes a registry's credential in every spelling that docker and nerdctl know, after a confirmation. */
export async function logOutCommand(store: CredentialStore, target?: RegistryNode): Promise<void> {
  const host = target?.host ?? (await pickHost(store));
  if (host === undefined) return;
  const logOut = l10n.t("Log Out");
  const detail = l10n.t("Its entries are removed from {0} and from the credential helper, for docker, nerdctl and podman too.", store.configPath);
  const answer = await window.showWarningMessage(l10n.t("Log out of {0}?", host), { modal: true, detail }, logOut);
  if (answer !== logOut) return;
  const { removed, mapping, failures } = await store.erase(host);
  const [failure] = failures;
  if (failure !== undefined) throw failure;
  const places = removed.map(({ where, key }) => l10n.t("“{0}” in {1}", key, where)).join(", ");
  const message = removed.length === 0 ? l10n.t("There was no login for {0} to remove.", host) : l10n.t("Logged out of {0}. Removed: {1}.", host, places);
  if (mapping === undefined || mapping.isRemoved) void window.showInformationMessage(message);
  else await offerToUnmap(store, host, mapping.helper, message);
}

/** A helper that is named for the registry goes on to give its own credential: the person may not want that either. */
async function offerToUnmap(store: CredentialStore, host: string, helper: string, message: string): Promise<void> {
  const remove = l10n.t("Remove From credHelpers");
  const still = l10n.t("config.json still names docker-credential-{0} for it.", helper);
  const answer = await window.showInformationMessage(`${message} ${still}`, remove);
  if (answer === remove) await store.erase(host, { removeMapping: true });
}

async function pickHost(store: CredentialStore): Promise<string | undefined> {
  const { registries } = await store.registries();
  const hosts = registries.filter((each) => each.hasCredential !== "no").map((each) => each.host);
  if (hosts.length === 0) {
    void window.showInformationMessage(l10n.t("{0} holds no login.", store.configPath));
    return undefined;
  }
  return window.showQuickPick(hosts, { title: l10n.t("Log Out"), placeHolder: l10n.t("Registry to log out of") });
}
