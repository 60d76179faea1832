import { namespaceKeysOf } from "../../credentials/configOverview.ts";
import type { CredentialStore } from "../../credentials/credentialStore.ts";
import { withoutAccount } from "../../credentials/registryName.ts";
import type { KnownRegistries } from "../../services/browse/knownRegistries.ts";
import { logOut, logOutOfPart, type LogOutPorts, type LogOutResult, removeMapping } from "../../services/login/logOut.ts";
import { confirm, showError, showInformation } from "../../platform/messages.ts";
import { pickLabel } from "../../platform/quickPick.ts";
import { say } from "../../platform/say.ts";
import type { Sentence } from "../sentences/sentence.ts";
import type { RegistryNode } from "../tree/node.ts";
import { orInPlace } from "./orInPlace.ts";

export interface LogOutDependencies extends LogOutPorts {
  readonly store: CredentialStore;
  readonly known: KnownRegistries;
}

/** Logs out of a registry after a confirmation, and says what is left. */
export async function logOutCommand(dependencies: LogOutDependencies, target?: RegistryNode): Promise<void> {
  const { store, known } = dependencies;
  const host = target?.host ?? (await pickHost(known, store.configPath));
  const what = host === undefined ? undefined : await pickPart(host, known);
  if (host === undefined || what === undefined || !(await isMeant(what, store.configPath))) return;
  if (what !== host) {
    const failure = await orInPlace((options) => logOutOfPart(what, dependencies, options));
    if (failure === "given-up") return;
    if (failure !== undefined) return tellFailure(what, failure);
    void showInformation(say("Logged out of {0}. Removed: {1}.", what, say("“{0}” in {1}", what, store.configPath)));
    return;
  }
  const result = await orInPlace((options) => logOut(host, dependencies, options));
  if (result === "given-up") return;
  if (result.failure !== undefined) return tellFailure(host, result.failure, resultSentences(result));
  const message = resultSentences(result).join(" ");
  const { mappedTo, alsoMapped } = result;
  if (alsoMapped !== undefined) {
    const { helper, hosts } = alsoMapped;
    const unmap = (): Promise<unknown> => orInPlace((options) => store.unmapHelper(helper, hosts, options));
    return offerToUnmap(
      say("config.json still names docker-credential-{0} for {1}, as the login had it.", helper, hosts.join(", ")),
      message,
      unmap,
    );
  }
  if (mappedTo === undefined) void showInformation(message);
  else await offerToUnmap(stillMapped(mappedTo), message, () => orInPlace((options) => removeMapping(host, dependencies, options)));
}

async function sentenceOf(error: unknown): Promise<Sentence> {
  const { errorSentence } = await import("../sentences/errorSentence.ts");
  return errorSentence(error);
}

/** The helper has the secret still, and the entry that leads to it is left. */
async function tellFailure(host: string, failure: Error, others: readonly string[] = []): Promise<void> {
  const { what, advice = "" } = await sentenceOf(failure);
  const still = say("The login to {0} is still there: {1}", host, what);
  const left = say("Its entry stays in config.json, so that it can be removed once that works.");
  void showError([still, left, advice, ...others].filter(Boolean).join(" "));
}

function isMeant(host: string, configPath: string): Promise<boolean> {
  const detail = say("Its entries are removed from {0} and from the credential helper, for docker, nerdctl and podman too.", configPath);
  return confirm(say("Log out of {0}?", host), detail, say("Log Out"));
}

function resultSentences({ host, removed, kept, elsewhere, failure }: LogOutResult): readonly string[] {
  const places = removed.map(({ where, key }) => say("“{0}” in {1}", withoutAccount(key), where)).join(", ");
  const done = failure === undefined ? say("Logged out of {0}. Removed: {1}.", host, places) : say("Removed: {0}.", places);
  const nothing = failure === undefined ? [say("There was no login for {0} to remove.", host)] : [];
  return [
    ...(removed.length === 0 ? nothing : [done]),
    ...kept.map((key) =>
      say("“{0}” stays: it is podman's login to a part of this registry, which docker uses for all of it.", withoutAccount(key)),
    ),
    ...elsewhere.map((path) => say("{0} still has a login for it.", path)),
  ];
}

/** A helper that is named for the registry goes on to give its own credential: the person may not want that either. */
function stillMapped(helper: string): string {
  return helper === ""
    ? say("config.json still keeps it out of the credential store, on which podman, skopeo, buildah and oras fail.")
    : say("config.json still names docker-credential-{0} for it.", helper);
}

async function offerToUnmap(still: string, message: string, unmap: () => Promise<unknown>): Promise<void> {
  const remove = say("Remove From credHelpers");
  if ((await showInformation(`${message} ${still}`, remove)) === remove) await unmap();
}

/** The registry as a whole, or podman's login to a part of it, where it has one. */
async function pickPart(host: string, known: KnownRegistries): Promise<string | undefined> {
  const stored = (await known.find(host))?.stored ?? [];
  const parts = namespaceKeysOf(stored);
  const isWhole = stored.some(({ source, keys }) => source.kind !== "config" || keys.some((key) => !parts.includes(key)));
  const choices = [...(isWhole ? [host] : []), ...parts];
  if (choices.length <= 1) return choices[0] ?? host;
  return pickLabel(choices, { title: say("Log Out"), placeholder: say("{0} has logins for parts of it. Which one to remove", host) });
}

async function pickHost(known: KnownRegistries, configPath: string): Promise<string | undefined> {
  const hosts = (await known.signedIn()).map(({ host }) => host);
  if (hosts.length > 0) return pickLabel(hosts, { title: say("Log Out"), placeholder: say("Registry to log out of") });
  void showInformation(say("{0} holds no login.", configPath));
  return undefined;
}
