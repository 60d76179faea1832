import { say, translate } from "../../platform/say.ts";
import { localized } from "./localized.ts";
import type { LoginFinding, LoginFindingCode } from "../../services/doctor/finding.ts";
import { rightsTexts } from "../../services/login/rightsTexts.ts";
import { isTrustFault } from "../../services/reach/trustFault.ts";
import { errorSentence } from "./errorSentence.ts";
import { durationSentence } from "./timeSentences.ts";

/** A finding as a person reads it: what it means for them, and why. */
export interface FindingSentence {
  readonly label: string;
  readonly detail: string;
  /** In the label's place, where that is longer than a line. */
  readonly short?: string;
}

type Param = (name: string) => string;
type Say = (param: Param, finding: LoginFinding) => FindingSentence;

function toolList(tools: string): string {
  return tools.split(" ").map(toolName).join(", ");
}

/** What went wrong, with what to do about it where the fixes do not say it. */
function whatOf({ error }: LoginFinding): string {
  return error === undefined ? "" : errorSentence(error).what;
}

function adviceOf({ error }: LoginFinding): string {
  return error === undefined ? "" : (errorSentence(error).advice ?? "");
}

const toolNames: Readonly<Record<string, string>> = {
  docker: "docker, buildx, BuildKit",
  nerdctl: "nerdctl",
  podman: "podman, buildah",
  skopeo: "skopeo",
};

export function toolName(tool: string): string {
  return toolNames[tool] ?? tool;
}

/** By what names the helper in config.json. */
function namedBy(param: Param): string {
  return param("by") === "credHelpers"
    ? say("“credHelpers” in {0} names it for this registry.", param("path"))
    : say("“credsStore” in {0} names it for all registries.", param("path"));
}

const sentences: Readonly<Record<LoginFindingCode, Say>> = {
  "config-unusable": (param, finding) => ({
    label: say("nerdctl and perhaps docker cannot read config.json, and no login can be saved"),
    detail: whatOf(finding) || param("path"),
  }),
  "variable-first": (param) => ({
    label: say("docker and nerdctl use the login in the variable {0}", param("variable")),
    detail: say("It has “{0}” and is read before {1}, so what is saved there counts for podman only.", param("key"), param("path")),
  }),
  "variable-ignored": (param, finding) => ({ label: say("The variable {0} is ignored", param("variable")), detail: whatOf(finding) }),
  "variable-set-aside": (param) => ({
    label: say("This window goes on without the variable {0}", param("variable")),
    detail: say("It is still set elsewhere: take it out of the file that sets it."),
  }),
  "helper-missing": (param, finding) => ({
    label: say("No login can be read: docker-credential-{0} was not found", param("helper")),
    detail: `${whatOf(finding)} ${namedBy(param)}`,
  }),
  "helper-silent": (param, finding) => ({
    label: say("No login can be read: docker-credential-{0} gives no answer", param("helper")),
    detail: `${whatOf(finding)} ${namedBy(param)}`,
  }),
  "helper-failing": (param, finding) => ({
    label: say("No login can be read: docker-credential-{0} fails", param("helper")),
    detail: `${whatOf(finding)} ${namedBy(param)}`,
  }),
  "hub-key-dead": (param) => ({
    label: say("docker and nerdctl never read the Docker Hub login under “{0}”", param("key")),
    detail:
      param("other") === ""
        ? say("They only look for “https://index.docker.io/v1/” in {0}.", param("path"))
        : say("They use the one under “{0}”; podman, skopeo and buildah may use this one instead.", param("other")),
  }),
  "login-expired": (param) => ({
    label: say("The login expired {0} ago", durationSentence(Date.now() - Date.parse(param("at")))),
    detail: say("It was good until {0}. {1}", localized(new Date(param("at"))), loginAt(param)),
  }),
  "login-on-other-side": (param) => ({
    label: say("Windows has a login for it, which nothing on this side of WSL reads"),
    detail:
      param("helper") === ""
        ? say("It is in {0}.", param("path"))
        : say("docker-credential-{0} keeps it for {1}.", param("helper"), param("path")),
  }),
  "login-passed-over": () => ({
    label: say("The registry is browsed without the login that is stored"),
    detail: say("You chose to browse it without a login. Logging in uses it again."),
  }),
  "clock-skew": (param) => ({
    label: say("This machine's clock is {0} minutes {1}, so tokens may be refused", param("minutes"), directionOf(param)),
    detail: say("They look too old or too new. The clock was compared with the time in the registry's answer."),
  }),
  "proxy-fails": (param, finding) => ({
    label: say("The proxy {0} does not lead to the registry", param("proxy")),
    detail: [whatOf(finding), adviceOf(finding)].filter(Boolean).join(" "),
  }),
  unreachable: (_, finding) => ({
    label: whatOf(finding),
    detail: adviceOf(finding),
    short: isTrustFault(finding.error) ? say("The connection to the registry is not trusted") : say("The registry cannot be reached"),
  }),
  "login-refused": (param, finding) => ({
    label: say("The registry does not accept the login"),
    detail: `${whatOf(finding)} ${loginAt(param)}`,
  }),
  "no-login": (param, finding) => ({
    label:
      finding.severity === "error"
        ? say("There is no login, and the registry wants one")
        : say("There is no login; the registry lets everybody in"),
    detail:
      param("remote") === ""
        ? say("Neither config.json nor podman's files nor a variable has one.")
        : say("This window runs on another machine or in a container ({0}): logins are kept there, apart from your own.", param("remote")),
  }),
  "podman-file-missing": (param) => ({
    label: say("podman fails in terminals: DOCKER_CONFIG leads it to a missing config.json"),
    detail: say("It stops at {0} before it asks a registry. A login that is saved there creates the file.", param("path")),
  }),
  "podman-other-login": (param) => ({
    label:
      param("isRefused") === "true"
        ? say("{0}: an older login is used, which the registry refuses", toolList(param("tools")))
        : say("{0}: not docker's login, but a different one is used", toolList(param("tools"))),
    detail: say("It is “{0}” in {1}, which they read before config.json.", param("key"), param("path")),
  }),
  "podman-blind": (param) => ({
    label: say("podman, skopeo and buildah do not see this login"),
    detail:
      param("isHub") === "true"
        ? say(
            "docker-credential-{0} keeps it, where they do not look. “podman login docker.io” gives them one of their own.",
            param("helper"),
          )
        : say("docker-credential-{0} keeps it as the store for all registries, where they do not look.", param("helper")),
  }),
  "tool-other-login": (param) => ({
    label: say("{0}: a different login is used", toolName(param("tool"))),
    detail: say("It is found in {0}.", param("place")),
  }),
  "tool-blind": (param, finding) => ({
    label: say("{0}: no login was found", toolName(param("tool"))),
    detail: whatOf(finding) || say("The login that this extension uses is kept where it does not look."),
  }),
  "docker-snap": (param) => ({
    label: say("docker does not see this login: it is installed as a snap"),
    detail: say("It reads {0} instead.", param("path")),
  }),
  "directory-shadowed": (param) => ({
    label: say("nerdctl never reads {0}", param("shadowed")),
    detail: say("{0} comes first, and the first directory that exists wins.", param("used")),
  }),
  "directories-differ": (param) => ({
    label: say("nerdctl pulls differently with and without root"),
    detail: say("Without root it reads {0}, as root {1}.", param("rootless"), param("rootful")),
  }),
  "loopback-rootless": () => ({
    label: say("Rootless containerd cannot reach this registry"),
    detail: say(
      "It pulls inside a network namespace of its own, where 127.0.0.1 is not this machine. nerdctl 2 with RootlessKit 2 detaches the namespace by default.",
    ),
  }),
  "nerdctl-ignores-hosts": (param) => ({
    label: say("nerdctl {0} ignores every hosts.toml", param("version")),
    detail: say("Only 0.16 and later read them."),
  }),
  "nerdctl-prompts-twice": (param) => ({
    label: say("“nerdctl login” of nerdctl {0} wants Enter twice after the password", param("version")),
    detail: say("Fixed in 0.16.1."),
  }),
  "rootful-only": (param) => ({
    label: say("“sudo nerdctl” does not see your login"),
    detail: say(
      "Here containerd runs only as root, and sudo makes nerdctl read root's config.json instead of {0}.",
      param("configDirectory"),
    ),
  }),
  "check-failed": (param, finding) => ({ label: say("Could not check “{0}”", checkName(param("check"))), detail: whatOf(finding) }),
  "check-hangs": (param) => ({
    label: say("“{0}” was given up after {1} seconds", checkName(param("check")), param("seconds")),
    detail: say("What it would have found is unknown."),
  }),
  "kubernetes-apart": () => ({
    label: say("Kubernetes uses none of these logins"),
    detail: say("It needs a pull secret in its cluster."),
  }),
  "proxy-in-between": (param) => ({
    label: say("The registry is reached through the proxy {0}", param("proxy")),
    detail: say("docker and containerd have proxy settings of their own, which may differ."),
  }),
  "login-accepted": (param, { told }) => ({
    label: acceptedLabel(param),
    detail: [
      ...(param("until") === "" ? [] : [say("Good until {0}.", localized(new Date(param("until"))))]),
      ...[...rightsTexts(told?.rights), ...(told?.notes ?? [])].map(translate),
      loginAt(param),
    ].join(" "),
  }),
  "hosts-used": (param) => ({
    label: say("nerdctl has a directory for this registry"),
    detail: say("It is {0}. The copied report says who else reads which hosts.toml.", param("directory")),
  }),
  "certificates-used": (param) => ({
    label: say("Loose certificates are in use for this registry"),
    detail: say("nerdctl and this window use them, as docker does: {0} in {1}.", param("names"), param("directory")),
  }),
  "docker-certificates": (param) => ({
    label: say("docker has certificates for this registry that your nerdctl does not read"),
    detail: say("They are {0} in {1}.", param("names"), param("directory")),
  }),
};

function acceptedLabel(param: Param): string {
  if (param("isProven") !== "true") return say("The registry lets everybody in, so the login proves nothing");
  return param("username") === "" ? say("The registry accepts the login") : say("The registry accepts the login of {0}", param("username"));
}

function loginAt(param: Param): string {
  return param("username") === ""
    ? say("Found in {0}.", param("place"))
    : say("The login of {0}, found in {1}.", param("username"), param("place"));
}

function directionOf(param: Param): string {
  return param("direction") === "ahead" ? say("ahead") : say("behind");
}

function checkName(id: string): string {
  const names: Readonly<Record<string, string>> = {
    "config-file": say("config.json"),
    environment: say("environment variables"),
    helper: say("credential helper"),
    "docker-hub-key": say("entries for Docker Hub"),
    expiry: say("end of the login"),
    "other-side": say("logins of Windows"),
    login: say("login at the registry"),
    clock: say("clock"),
    proxy: say("proxy"),
    "podman-file": say("podman's config.json"),
    "podman-login": say("podman's files"),
    tools: say("other tools"),
    "hosts-directories": say("hosts.toml directories"),
    nerdctl: say("nerdctl's version"),
    rootful: say("containerd as root"),
    loopback: say("rootless containerd"),
  };
  return names[id] ?? id;
}

export function findingSentence(finding: LoginFinding): FindingSentence {
  const sentence = sentences[finding.code]((name) => finding.params?.[name] ?? "", finding);
  if (finding.left === undefined) return sentence;
  return { ...sentence, detail: say("{0} More of this kind: {1}.", sentence.detail, finding.left) };
}
