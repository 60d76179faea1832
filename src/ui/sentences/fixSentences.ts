import { withoutAccount } from "../../credentials/registryName.ts";
import { say } from "../../platform/say.ts";
import type { LoginFix } from "../../services/doctor/fix.ts";
import type { FindingSentence } from "./doctorSentences.ts";

type SayFix<Kind extends LoginFix["kind"]> = (fix: Extract<LoginFix, { readonly kind: Kind }>, host: string) => FindingSentence;

const repairs = {
  moveEntry: (from: string, to: string) => ({
    label: say("Move the login to “{0}”", to),
    detail: say("Where every tool looks; the entry “{0}” goes.", withoutAccount(from)),
  }),
  dropDamaged: (key: string) => ({
    label: say("Remove the entry “{0}”", withoutAccount(key)),
    detail: say("Nobody can read it. Log in to that registry again afterwards."),
  }),
  removeStore: (helper: string) => ({
    label: say("Remove docker-credential-{0} from “credsStore”", helper),
    detail: say("Its logins are no longer read; new ones go to config.json in plain text (base64)."),
  }),
} as const;

/** A table rather than a switch: the compiler wants a sentence for each. */
const sentences: { readonly [Kind in LoginFix["kind"]]: SayFix<Kind> } = {
  repairConfig({ repair }) {
    if (repair.kind === "moveEntry") return repairs.moveEntry(repair.from, repair.to);
    return repair.kind === "dropDamaged" ? repairs.dropDamaged(repair.key) : repairs.removeStore(repair.helper);
  },
  removeEntry: ({ path, key }) => ({
    label: say("Remove the entry “{0}”", withoutAccount(key)),
    detail: say("From {0}; the login in it is lost.", path),
  }),
  unmapHelper: ({ helper }, host) => ({
    label: say("Stop asking docker-credential-{0} for {1}", helper, host),
    detail: say("Takes it out of “credHelpers”. Log in again afterwards."),
  }),
  mapHelper: ({ helper }, host) => ({
    label: say("Name docker-credential-{0} for {1}", helper, host),
    detail: say("In “credHelpers” of config.json, which podman, skopeo and buildah read too."),
  }),
  setVariableAside: ({ variable, isAside }) =>
    isAside
      ? {
          label: say("Go on without {0}", variable),
          detail: say("In this window and terminals opened from now on. Other programs go on using it."),
        }
      : { label: say("Use {0} again", variable), detail: say("In this window and terminals opened from now on.") },
  copyLogin: ({ path }) => ({
    label: say("Copy the login to this side"),
    detail: say("From {0}, once the registry has accepted it.", path),
  }),
  setDirectoryAside: ({ path }) => ({
    label: say("Set {0} aside", path),
    detail: say("It gets a name that nobody looks for (“.off”); nothing is deleted."),
  }),
  linkDirectory: ({ directory, link }) => ({
    label: say("Have nerdctl find {0}", directory),
    detail: say("By the link {0}, which comes first.", link),
  }),
  logIn: (_, host) => ({ label: say("Log in to {0}", host), detail: say("Asks for the login, and where to keep it.") }),
  logInAgain: (_, host) => ({ label: say("Log in to {0} again", host), detail: say("In the same way as before, without asking.") }),
  openFile: ({ path }) => ({ label: say("Open {0}", path), detail: say("To change it by hand.") }),
  openSetting: ({ setting }) => ({ label: say("Open the setting {0}", setting), detail: say("To change it by hand.") }),
  openPage: ({ url }) => ({ label: say("Open {0}", url), detail: say("In a browser.") }),
  copyCommand: ({ command }) => ({ label: say("Copy a command"), detail: command.join(" ") }),
  typePullSecretCommand: ({ configPath }) => ({
    label: say("Put the command for a pull secret into a terminal"),
    detail: say("For all logins in {0}, but none that a credential helper keeps.", configPath),
  }),
  copyPullSecret: () => ({
    label: say("Copy the manifest of a pull secret…"),
    detail: say("YAML with this login and no other, to be applied with kubectl."),
  }),
  setUpTrust: () => ({
    label: say("Set up the connection…"),
    detail: say("Your decision is written to a hosts.toml, for nerdctl and containerd too."),
  }),
  explainPull: () => ({ label: say("Explain how an image is pulled…"), detail: say("Which hosts are tried, and with which settings.") }),
};

export function fixSentence(fix: LoginFix, host: string): FindingSentence {
  const sentence = sentences[fix.kind] as (fix: LoginFix, host: string) => FindingSentence;
  return sentence(fix, host);
}
