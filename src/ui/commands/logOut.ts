import { l10n, window } from "vscode";
import type { CredentialStore, EraseResult } from "../../credentials/credentialStore.ts";
import type { KnownRegistries } from "../../services/browse/knownRegistries.ts";
import type { RememberedLogins } from "../../services/remembered/rememberedLogins.ts";
import type { RegistryNode } from "../tree/node.ts";

export interface LogOutDependencies {
  readonly store: CredentialStore;
  readonly remembered: RememberedLogins;
  readonly known: KnownRegistries;
}

/** Removes a registry's credential in every spelling that docker and nerdctl know, after a confirmation. */
export async function logOutCommand({ store, remembered, known }: LogOutDependencies, target?: RegistryNode): Promise<void> {
  const host = target?.host ?? (await pickHost(known, store.configPath));
  if (host === undefined) return;
  const logOut = l10n.t("Log Out");
  const detail = l10n.t(
    "Its entries are removed from {0} and from the credential helper, for docker, nerdctl and podman too.",
    store.configPath,
  );
  const answer = await window.showWarningMessage(l10n.t("Log out of {0}?", host), { modal: true, detail }, logOut);
  if (answer !== logOut) return;
  const result = await store.erase(host);
  await remembered.set(host, undefined);
  const message = [removedSentence(host, result), ...(await leftSentences(store, host, result))].join(" ");
  const { mapping, failures } = result;
  if (mapping === undefined || mapping.isRemoved || failures.length > 0) void window.showInformationMessage(message);
  else await offerToUnmap(store, host, mapping.helper, message);
  if (failures[0] !== undefined) throw failures[0];
}

function removedSentence(host: string, { removed }: EraseResult): string {
  if (removed.length === 0) return l10n.t("There was no login for {0} to remove.", host);
  const places = removed.map(({ where, key }) => l10n.t("“{0}” in {1}", key, where)).join(", ");
  return l10n.t("Logged out of {0}. Removed: {1}.", host, places);
}

/** What programs may go on to use: podman's keys for a part of the registry, podman's own files, DOCKER_AUTH_CONFIG. */
async function leftSentences(store: CredentialStore, host: string, { kept }: EraseResult): Promise<readonly string[]> {
  const { registries } = await store.registries();
  const others = registries.filter(
    ({ host: each, source, hasCredential }) => each === host && source.kind !== "config" && hasCredential !== "no",
  );
  return [
    ...kept.map((key) => l10n.t("“{0}” stays, podman's login to a part of it; docker uses it for all of it.", key)),
    ...others.map(({ source }) => l10n.t("{0} still has a login for it.", source.path ?? "")),
  ];
}

/** A helper that is named for the registry goes on to give its own credential: the person may not want that either. */
async function offerToUnmap(store: CredentialStore, host: string, helper: string, message: string): Promise<void> {
  const remove = l10n.t("Remove From credHelpers");
  const still = l10n.t("config.json still names docker-credential-{0} for it.", helper);
  const answer = await window.showInformationMessage(`${message} ${still}`, remove);
  if (answer === remove) await store.erase(host, { removeMapping: true });
}

async function pickHost(known: KnownRegistries, configPath: string): Promise<string | undefined> {
  const hosts = (await known.signedIn()).map(({ host }) => host);
  if (hosts.length > 0) return window.showQuickPick(hosts, { title: l10n.t("Log Out"), placeHolder: l10n.t("Registry to log out of") });
  void window.showInformationMessage(l10n.t("{0} holds no login.", configPath));
  return undefined;
}
