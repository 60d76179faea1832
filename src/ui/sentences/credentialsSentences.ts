import { say } from "../../platform/say.ts";
import type { CredentialsError, CredentialsErrorCode } from "../../credentials/credentialsError.ts";
import { withoutAccount } from "../../credentials/registryName.ts";
import type { Sentence } from "./sentence.ts";
import { systemErrorAdvice } from "./systemErrorAdvice.ts";

/** Gives a parameter of the error as text; an unknown one is a fault of the table below and shows as `?`. */
type Param = (name: string) => string;

const sentences: Readonly<Record<CredentialsErrorCode, (param: Param) => Sentence>> = {
  "config-unreadable": (param) => ({
    what: say("{0} cannot be read ({1}).", param("path"), param("systemCode")),
    advice: systemErrorAdvice(param("systemCode")) ?? say("Check its permissions."),
  }),
  "config-refused": (param) => ({
    what:
      param("reason") === "size"
        ? say("{0} has more than {1} bytes, and is not read.", param("path"), param("limit"))
        : say("{0} is a pipe, a socket, a device or a network path, and is not opened.", param("path")),
    advice: say("Put an ordinary file in its place, or set another directory with DOCKER_CONFIG."),
  }),
  "config-mounted": (param) => ({
    what: say(
      "{0} cannot be replaced, since something is mounted there (a container's bind mount, as a rule). It is unchanged.",
      param("path"),
    ),
    advice: say("Mount its directory instead of the file, or let it be written in place."),
  }),
  "config-half-written": (param) => ({
    what: say("{0} could only be written in part ({1}).", param("path"), param("systemCode")),
    advice: say("What it held before is in {0}: put that back once the cause is fixed.", param("copy")),
  }),
  "config-readable-by-others": (param) => ({
    what: say("Others on this machine may read the logins in {0} (mode {1}).", param("path"), param("mode")),
    advice: say("“Restrict to Me” sets its mode to 0600, as docker does for new files."),
  }),
  "config-invalid-json": (param) => ({
    what: say("Not valid: line {0}, column {1} of {2}: {3}.", param("line"), param("column"), param("path"), param("detail")),
    advice: say("It stays untouched until you have fixed it."),
  }),
  "config-wrong-type": (param) => ({
    what: say("“{0}” in {1} has a type that docker and nerdctl refuse.", param("field"), param("path")),
    advice: say("It stays untouched until you have fixed it."),
  }),
  "config-invalid-entry": (param) => ({
    what: say("The entry “{0}” in {1} cannot be decoded: {2}.", withoutAccount(param("key")), param("path"), entryFault(param("reason"))),
    advice: say("docker and nerdctl fail on it too: fix or remove it. Until then nothing is written to the file."),
  }),
  "config-locked": (param) => ({
    what: say("Another program holds {0}.", param("lockPath")),
    advice: say("Try again; if no login is under way anywhere, remove that file."),
  }),
  "config-not-writable": (param) => ({
    what: say("{0} cannot be written ({1}). It is unchanged.", param("path"), param("systemCode")),
    advice: systemErrorAdvice(param("systemCode")) ?? say("Check the permissions of the file and of its directory."),
  }),
  "config-changed": (param) => ({
    what: say("Other programs kept changing {0}, so nothing was written.", param("path")),
    advice: say("Try again."),
  }),
  "config-dangling-link": (param) => ({
    what: say("{0} is a link to {1}, which does not exist.", param("path"), param("target")),
    advice: say("Create the target's directory, or remove the link."),
  }),
  "directory-missing": (param) => ({
    what: say("The directory of {0} does not exist and cannot be created.", param("path")),
    advice: say("Check DOCKER_CONFIG and the setting containerRegistries.credentials.dockerConfig."),
  }),
  "disk-full": (param) => ({
    what: say("The disk is full: {0} is unchanged.", param("path")),
    advice: say("Free some space, then try again."),
  }),
  "hub-key-not-read": (param) => ({
    what: say("docker and nerdctl never read the Docker Hub entry “{0}” in {1}.", withoutAccount(param("key")), param("path")),
    advice: say("Log in to docker.io to write the entry that every tool reads."),
  }),
  "store-hidden-from-podman": (param) => ({
    what: say("Logins are kept by docker-credential-{0}, where podman, skopeo and buildah do not look.", param("helper")),
  }),
  "environment-invalid": (param) => ({
    what: say("The environment variable {0} cannot be used: {1}.", param("variable"), param("detail")),
    advice: say("docker and nerdctl go on without it, too."),
  }),
  "helper-not-trusted": (param) => ({
    what: say("{0} is not run, since this folder is not trusted.", param("program")),
    advice: say("“Workspaces: Manage Workspace Trust” trusts it; or open another folder."),
  }),
  "helper-not-found": (param) => ({
    what: say("{0} is not installed, or not on the PATH that VS Code sees.", param("program")),
    advice: say("Install it, or remove its name from config.json."),
  }),
  "helper-failed": (param) => ({
    what: helperFailure(param),
    advice: helperAdvice(param("reason")),
  }),
  "helper-timed-out": (param) => ({
    what: say("docker-credential-{0} did not answer within {1} seconds.", param("helper"), param("seconds")),
    advice: say("It may be waiting for a keychain prompt that nobody sees."),
  }),
  "helper-invalid-output": (param) => ({
    what: say("docker-credential-{0} gave an answer to “{1}” that cannot be read.", param("helper"), param("action")),
    advice: say("Check that it is a credential helper of docker, and update it."),
  }),
  "helper-cannot-store": (param) => ({
    what: say("docker-credential-{0}, which config.json names, cannot store a login.", param("helper")),
    advice: say("It only hands out its own logins: a password has to be kept elsewhere."),
  }),
  "helper-name-invalid": (param) => ({
    what: say("“{0}” in config.json is not the name of a credential helper.", param("helper")),
    advice: say("It is the part after docker-credential-, without a path."),
  }),
  "secret-too-long-for-wincred": tooLong,
  "secret-too-long-for-helper": tooLong,
  "invalid-username": () => ({ what: say("A user name cannot be empty, and cannot contain a colon or control characters.") }),
  "invalid-secret": () => ({ what: say("A password cannot be empty, and cannot contain control characters.") }),
  "invalid-registry-name": (param) => ({
    what: say("“{0}” is not the name of a registry.", param("name")),
    advice: say("Give its host, with the port if it has one: registry.example.com:5000."),
  }),
};

function tooLong(param: Param): Sentence {
  return {
    what: say("The token has {0} bytes; docker-credential-{1} takes {2} at most.", param("length"), param("helper"), param("limit")),
    advice: say("Keep this registry's login in the file, or use another helper."),
  };
}

function entryFault(reason: string): string {
  const faults: Readonly<Record<string, string>> = {
    base64: say("its “auth” is not base64"),
    "no-colon": say("its “auth” does not hold a user name and a password with a colon between them"),
    "empty-username": say("its user name is empty"),
  };
  return faults[reason] ?? say("one of its fields has the wrong type");
}

/** By the reason, what came of it; else what was tried. */
function helperFailure(param: Param): string {
  const helper = param("helper");
  const failures: Readonly<Record<string, string>> = {
    "not-started": say("docker-credential-{0} could not be started.", helper),
    locked: say("docker-credential-{0} cannot open the keychain.", helper),
    "no-dbus": say("docker-credential-{0} cannot reach a keychain: there is no D-Bus session here, or no keyring in it.", helper),
    "pass-not-initialized": say("docker-credential-{0} cannot store anything, because “pass” is not set up.", helper),
    "no-gpg-key": say("docker-credential-{0} cannot encrypt: the GPG key of “pass” is missing or cannot be used.", helper),
  };
  return (
    failures[param("reason")] ?? say("docker-credential-{0} failed at “{1}” (exit code {2}).", helper, param("action"), param("exitCode"))
  );
}

function helperAdvice(reason: string): string {
  const advice: Readonly<Record<string, string>> = {
    locked: say("Unlock the keychain, then try again."),
    "no-dbus": say("It needs a desktop session with D-Bus; in a terminal session use another helper, such as pass."),
    "pass-not-initialized": say("Run “pass init” with the id of your GPG key first."),
    "no-gpg-key": say("“gpg --list-keys” shows which keys there are, “pass init” takes another one."),
    "not-started": say("Check the file that PATH leads to: it may be for another system."),
  };
  return advice[reason] ?? say("Run it in a terminal to see what it says.");
}

export function credentialsSentence(error: CredentialsError): Sentence {
  const sentence = sentences[error.code]((name) => String(error.params[name] ?? "?"));
  if (error.said === undefined) return sentence;
  const what = say("{0} It says: “{1}”.", sentence.what, error.said);
  return error.params["reason"] === "other" ? { what } : { ...sentence, what };
}
