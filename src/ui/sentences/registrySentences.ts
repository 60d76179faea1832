import { l10n } from "vscode";
import { translate } from "../../platform/translate.ts";
import { deniedAdvice } from "../../providers/deniedAdvice.ts";
import type { RegistryError, RegistryErrorCode } from "../../core/registryError.ts";

/** What a person reads of an error: what happened, and what to do about it. */
export interface Sentence {
  readonly what: string;
  readonly advice?: string;
}

type Say = (error: RegistryError, host: string) => Sentence;

const sentences: Readonly<Record<RegistryErrorCode, Say>> = {
  "connection-refused": (_, host) => ({
    what: l10n.t("Connection refused by {0}.", host),
    advice: l10n.t("Is the registry running, and is this its port?"),
  }),
  "host-not-found": (_, host) => ({
    what: l10n.t("No host is named {0}.", host),
    advice: l10n.t("Check the spelling, and whether this network (a VPN?) knows the name."),
  }),
  "network-unreachable": (_, host) => ({
    what: l10n.t("No way from this network to {0}.", host),
    advice: l10n.t("Check the network, and the proxy in VS Code's settings."),
  }),
  "connection-lost": (error, host) => ({
    what: l10n.t("Connection broken off by {0}.", host),
    advice: lostAdvice(error.params["silent"]),
  }),
  "timed-out": (_, host) => ({
    what: l10n.t("No answer in time from {0}.", host),
    advice: l10n.t("Try again; the log has the details."),
  }),
  "tls-untrusted": (_, host) => ({
    what: l10n.t("Untrusted certificate: that of {0} is not signed by an authority that this machine trusts.", host),
    advice: l10n.t("Add the authority's certificate to the system, or name it as `ca` in the registry's hosts.toml."),
  }),
  "tls-name-mismatch": (_, host) => ({
    what: l10n.t("Certificate for other names than {0}.", host),
    advice: l10n.t("Use the name that stands in the certificate."),
  }),
  "tls-expired": (_, host) => ({
    what: l10n.t("Certificate out of date: that of {0} is not valid at this time.", host),
    advice: l10n.t("Check this machine's clock; else the registry's certificate must be renewed."),
  }),
  "tls-failed": (error, host) =>
    error.params["path"] === undefined
      ? { what: l10n.t("No secure connection to {0} came about.", host), advice: l10n.t("The log has the reason.") }
      : {
          what: l10n.t("Certificate file unreadable: {0} ({1}).", error.params["path"], error.params["systemCode"] ?? ""),
          advice: l10n.t("The hosts.toml of {0} names it.", host),
        },
  "plain-http-server": (_, host) => ({
    what: l10n.t("Plain HTTP: {0} does not answer in HTTPS.", host),
    advice: l10n.t("Give the registry TLS, or use “Use Plain HTTP…” if you accept that everything sent can be read on the way."),
  }),
  "https-server": (_, host) => ({
    what: l10n.t("HTTPS expected by {0}, which was asked over plain HTTP.", host),
    advice: l10n.t("Remove it from the setting containerRegistries.connection.plainHttp."),
  }),
  "plain-http-refused": (_, host) => ({
    what: l10n.t("Nothing was sent to {0}: it would have gone over plain HTTP.", host),
    advice: l10n.t("Give the registry TLS, or use “Use Plain HTTP…” if you accept that everything sent can be read on the way."),
  }),
  "proxy-failed": (_, host) => ({
    what: l10n.t("The proxy did not connect to {0}.", host),
    advice: l10n.t("Check the setting http.proxy, or the variable HTTPS_PROXY."),
  }),
  "proxy-untrusted": (error, host) => ({
    what: l10n.t("Certificate of the proxy {0} not accepted, on the way to {1}.", error.params["proxy"] ?? "?", host),
    advice: l10n.t("Add its authority's certificate to the system, or let the setting http.proxyStrictSSL not ask for one."),
  }),
  "proxy-auth-required": () => ({
    what: l10n.t("The proxy wants a user name and password."),
    advice: l10n.t("Set http.proxyAuthorization, or put them into the proxy's address."),
  }),
  "not-a-registry": (_, host) => ({
    what: l10n.t("No container registry: something else answers at {0}.", host),
    advice: l10n.t("Check host and port; a login page or another web server may be behind them."),
  }),
  "invalid-response": (_, host) => ({
    what: l10n.t("Unreadable answer from {0}.", host),
    advice: l10n.t("Is this the registry's port? The log says what is wrong in the answer."),
  }),
  "response-cut-short": (error, host) => ({
    what: l10n.t("Incomplete answer from {0}: it breaks off after {1} bytes.", host, error.params["bytes"] ?? "?"),
    advice: l10n.t("Try again; if it happens each time, a proxy may be in between."),
  }),
  "body-too-large": (_, host) => ({ what: l10n.t("Too long an answer from {0}; it was cut off.", host) }),
  "body-too-complex": (_, host) => ({ what: l10n.t("The answer from {0} has too many parts, or is nested too deeply.", host) }),
  "redirect-refused": (_, host) => ({
    what: l10n.t("Sent elsewhere by {0}, in a way that is not followed.", host),
    advice: l10n.t("The log names the place."),
  }),
  unauthorized: (error, host) => ({
    what: withReason(error, l10n.t("Login needed, or not accepted, at {0}.", host)),
    advice: l10n.t("Log in (again)."),
  }),
  denied: (error, host) => ({
    what: withReason(error, l10n.t("Not allowed for this account by {0}.", host)),
    advice: adviceOfDenied(host),
  }),
  "not-found": (error, host) => ({ what: withReason(error, l10n.t("Not found at {0}.", host)) }),
  unsupported: (error, host) => ({ what: withReason(error, l10n.t("Not offered by {0}.", host)) }),
  "rate-limited": (error, host) => ({
    what: l10n.t("Too many requests from here, says {0}.", host),
    advice:
      error.retryAfterMs === undefined
        ? l10n.t("Wait a while, then try again.")
        : l10n.t("Try again in {0} seconds.", Math.ceil(error.retryAfterMs / 1000)),
  }),
  "server-error": (error, host) => ({
    what: withReason(error, l10n.t("Server fault at {0} (HTTP {1}).", host, error.status ?? 500)),
    advice: l10n.t("Try again later, or tell those who run it."),
  }),
  "request-rejected": (error, host) => ({
    what: withReason(error, l10n.t("Request rejected by {0} (HTTP {1}).", host, error.status ?? 400)),
  }),
  "digest-mismatch": (_, host) => ({
    what: l10n.t("What {0} sent does not match its digest; it was dropped.", host),
    advice: l10n.t("It was damaged or changed on the way, or in the registry's storage."),
  }),
  "paging-loop": (_, host) => ({ what: l10n.t("The list ends here: the next page that {0} names is already shown.", host) }),
  "paging-refused": (error, host) => ({
    what:
      error.params["target"] === undefined
        ? l10n.t("The list ends here: the address that {0} names for its next page cannot be used.", host)
        : l10n.t("The list ends here: {0} says that its next page is on another server, which is not asked.", host),
  }),
  "too-many-pages": (_, host) => ({ what: l10n.t("The list ends here: {0} has more pages than are read.", host) }),
  "realm-not-trusted": (error, host) => realmSentence(error, host, String(error.params["realm"] ?? "?")),
  "invalid-reference": (error) => ({ what: error.message }),
  "invalid-header": (error) => ({ what: error.message }),
};

const correctAddress = (): string => l10n.t("The registry's operator has to correct the address of its token server.");

/** Whose fault it is that a token server was not asked, by `problem`; without one the person did not allow it. */
const realmProblems: Readonly<Record<string, (host: string, realm: string) => Sentence>> = {
  "plain-http": (host, realm) => ({
    what: l10n.t("{0} names its token server {1} with http: instead of https:. Nothing was sent there.", host, realm),
    advice: l10n.t("The registry's operator has to set its public address to https: (in Harbor, external_url)."),
  }),
  "private-address": (host, realm) => ({
    what: l10n.t("{0} names a token server at a private address, {1}. Nothing was sent there.", host, realm),
    advice: correctAddress(),
  }),
  address: (host, realm) => ({
    what: l10n.t("{0} names a token server whose address cannot be used: {1}.", host, realm),
    advice: correctAddress(),
  }),
};

function realmSentence(error: RegistryError, host: string, realm: string): Sentence {
  const ofProblem = realmProblems[String(error.params["problem"])];
  if (ofProblem !== undefined) return ofProblem(host, realm);
  return {
    what: l10n.t("{0} wants the password sent to {1}. That was not done.", host, realm),
    advice: l10n.t("Allow it only if you know that both belong together."),
  };
}

/** What to do about a token server's answer, where that is another matter than an answer of the registry. */
const tokenServerAdvice: Readonly<Partial<Record<RegistryErrorCode, (host: string) => string | undefined>>> = {
  denied: adviceOfDenied,
  "not-found": correctAddress,
  unsupported: correctAddress,
  "server-error": () => l10n.t("Try again later, or tell those who run it."),
  "request-rejected": () => undefined,
};

function tokenServerSentence(error: RegistryError, host: string, realm: string): Sentence | undefined {
  if (error.code === "rate-limited") return sentences["rate-limited"](error, realm);
  const adviceFor = tokenServerAdvice[error.code];
  if (adviceFor === undefined || (error.code === "denied" && realm === host)) return undefined;
  const what = withReason(error, l10n.t("The token server {0} of {1} gave no token (HTTP {2}).", realm, host, error.status ?? "?"));
  const advice = adviceFor(host);
  return advice === undefined ? { what } : { what, advice };
}

/** `silent` is the scheme in which a server was asked that closed the connection without a byte. */
function lostAdvice(silent: unknown): string {
  switch (silent) {
    case "http":
      return l10n.t(
        "Try again; if it happens each time, it may want HTTPS: then remove it from the setting containerRegistries.connection.plainHttp.",
      );
    case "https":
      return l10n.t("Try again; if it happens each time, this may be no HTTPS port, or a proxy or firewall may be in between.");
    default:
      return l10n.t("Try again; if it happens each time, a proxy or firewall may be in between.");
  }
}

function adviceOfDenied(host: string): string {
  const general = l10n.t("Log in with an account or token that has the right.");
  const particular = deniedAdvice(host);
  return particular === undefined ? general : `${general} ${translate(particular)}`;
}

/** The registry's own words, where it gave any, after what they mean. */
function withReason(error: RegistryError, what: string): string {
  const reason = error.details.map((detail) => detail.message || detail.code).find((words) => words !== "");
  return reason === undefined ? what : l10n.t("{0} It says: “{1}”.", what, reason.slice(0, 300).replace(/\.$/, ""));
}

export function registrySentence(error: RegistryError): Sentence {
  const host = String(error.params["host"] ?? l10n.t("The registry"));
  if (error.params["list"] === "catalog") return catalogSentence(host, error);
  const { realm } = error.params;
  const ofTokenServer = realm === undefined ? undefined : tokenServerSentence(error, host, String(realm));
  return ofTokenServer ?? sentences[error.code](error, host);
}

/** Why a registry's list of repositories is not to be had: often it has none for anybody, which is no fault of the login. */
export function catalogSentence(host: string, error: RegistryError): Sentence {
  const what = l10n.t("Repositories not listed: {0} does not tell which it has.", host);
  return {
    what: error.code === "denied" ? withReason(error, what) : what,
    advice: l10n.t("“Add Repository…” browses one that you know by name."),
  };
}
