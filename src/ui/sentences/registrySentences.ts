import { ForeignText } from "../../core/foreignText.ts";
import { deniedAdvice } from "../../providers/deniedAdvice.ts";
import type { RegistryError, RegistryErrorCode } from "../../core/registryError.ts";
import { say, translate } from "../../platform/say.ts";

/** What a person reads of an error: what happened, and what to do about it. */
export interface Sentence {
  readonly what: string;
  readonly advice?: string;
}

type Say = (error: RegistryError, host: string) => Sentence;

const sentences: Readonly<Record<RegistryErrorCode, Say>> = {
  "connection-refused": (_, host) => ({
    what: say("Connection refused by {0}.", host),
    advice: say("Is the registry running, and is this its port?"),
  }),
  "host-not-found": (_, host) => ({
    what: say("No host is named {0}.", host),
    advice: say("Check the spelling, and whether this network (a VPN?) knows the name."),
  }),
  "network-unreachable": (_, host) => ({
    what: say("No way from this network to {0}.", host),
    advice: say("Check the network, and the proxy in VS Code's settings."),
  }),
  "connection-lost": (error, host) => ({
    what: say("Connection broken off by {0}.", host),
    advice: lostAdvice(error.params["silent"]),
  }),
  "timed-out": (_, host) => ({
    what: say("No answer in time from {0}.", host),
    advice: say("Try again; the log has the details."),
  }),
  "tls-untrusted": (_, host) => ({
    what: say("Untrusted certificate: that of {0} is not signed by an authority that this machine trusts.", host),
    advice: say("Add the authority's certificate to the system, or name it as `ca` in the registry's hosts.toml."),
  }),
  "tls-name-mismatch": (_, host) => ({
    what: say("Certificate for other names than {0}.", host),
    advice: say("Use the name that stands in the certificate."),
  }),
  "tls-expired": (_, host) => ({
    what: say("Certificate out of date: that of {0} is not valid at this time.", host),
    advice: say("Check this machine's clock; else the registry's certificate must be renewed."),
  }),
  "tls-failed": (error, host) =>
    error.params["path"] === undefined
      ? { what: say("No secure connection to {0} came about.", host), advice: say("The log has the reason.") }
      : {
          what: say("Certificate file unreadable: {0} ({1}).", error.params["path"], error.params["systemCode"] ?? ""),
          advice: say("The hosts.toml of {0} names it.", host),
        },
  "plain-http-server": (_, host) => ({
    what: say("Plain HTTP: {0} does not answer in HTTPS.", host),
    advice: say("Give the registry TLS, or use “Use Plain HTTP…” if you accept that everything sent can be read on the way."),
  }),
  "https-server": (_, host) => ({
    what: say("HTTPS expected by {0}, which was asked over plain HTTP.", host),
    advice: say("Remove it from the setting containerRegistries.connection.plainHttp."),
  }),
  "plain-http-refused": (_, host) => ({
    what: say("Nothing was sent to {0}: it would have gone over plain HTTP.", host),
    advice: say("Give the registry TLS, or use “Use Plain HTTP…” if you accept that everything sent can be read on the way."),
  }),
  "proxy-failed": (_, host) => ({
    what: say("The proxy did not connect to {0}.", host),
    advice: say("Check the setting http.proxy, or the variable HTTPS_PROXY."),
  }),
  "proxy-untrusted": (error, host) => ({
    what: say("Certificate of the proxy {0} not accepted, on the way to {1}.", error.params["proxy"] ?? "?", host),
    advice: say("Add its authority's certificate to the system, or let the setting http.proxyStrictSSL not ask for one."),
  }),
  "proxy-auth-required": () => ({
    what: say("The proxy wants a user name and password."),
    advice: say("Set http.proxyAuthorization, or put them into the proxy's address."),
  }),
  "not-a-registry": (_, host) => ({
    what: say("No container registry: something else answers at {0}.", host),
    advice: say("Check host and port; a login page or another web server may be behind them."),
  }),
  "invalid-response": (_, host) => ({
    what: say("Unreadable answer from {0}.", host),
    advice: say("Is this the registry's port? The log says what is wrong in the answer."),
  }),
  "response-cut-short": (error, host) => ({
    what: say("Incomplete answer from {0}: it breaks off after {1} bytes.", host, error.params["bytes"] ?? "?"),
    advice: say("Try again; if it happens each time, a proxy may be in between."),
  }),
  "body-too-large": (_, host) => ({ what: say("Too long an answer from {0}; it was cut off.", host) }),
  "body-too-complex": (_, host) => ({ what: say("The answer from {0} has too many parts, or is nested too deeply.", host) }),
  "redirect-refused": (_, host) => ({
    what: say("Sent elsewhere by {0}, in a way that is not followed.", host),
    advice: say("The log names the place."),
  }),
  unauthorized: (error, host) => ({
    what: withReason(error, say("Login needed, or not accepted, at {0}.", host)),
    advice: say("Log in (again)."),
  }),
  denied: (error, host) => ({
    what: withReason(error, say("Not allowed for this account by {0}.", host)),
    advice: adviceOfDenied(host),
  }),
  "not-found": (error, host) => ({ what: withReason(error, say("Not found at {0}.", host)) }),
  unsupported: (error, host) => ({ what: withReason(error, say("Not offered by {0}.", host)) }),
  "rate-limited": (error, host) => ({
    what: say("Too many requests from here, says {0}.", host),
    advice:
      error.retryAfterMs === undefined
        ? say("Wait a while, then try again.")
        : say("Try again in {0} seconds.", Math.ceil(error.retryAfterMs / 1000)),
  }),
  "server-error": (error, host) => ({
    what: withReason(error, say("Server fault at {0} (HTTP {1}).", host, error.status ?? 500)),
    advice: say("Try again later, or tell those who run it."),
  }),
  "request-rejected": (error, host) => ({
    what: withReason(error, say("Request rejected by {0} (HTTP {1}).", host, error.status ?? 400)),
  }),
  "digest-mismatch": (_, host) => ({
    what: say("What {0} sent does not match its digest; it was dropped.", host),
    advice: say("It was damaged or changed on the way, or in the registry's storage."),
  }),
  "paging-loop": (_, host) => ({ what: say("The list ends here: the next page that {0} names is already shown.", host) }),
  "paging-refused": (error, host) => ({
    what:
      error.params["target"] === undefined
        ? say("The list ends here: the address that {0} names for its next page cannot be used.", host)
        : say("The list ends here: {0} says that its next page is on another server, which is not asked.", host),
  }),
  "too-many-pages": (_, host) => ({ what: say("The list ends here: {0} has more pages than are read.", host) }),
  "realm-not-trusted": (error, host) => realmSentence(error, host, String(error.params["realm"] ?? "?")),
  "invalid-reference": (error) => ({ what: error.message }),
  "invalid-header": (error) => ({ what: error.message }),
};

const correctAddress = (): string => say("The registry's operator has to correct the address of its token server.");

/** Whose fault it is that a token server was not asked, by `problem`; without one the person did not allow it. */
const realmProblems: Readonly<Record<string, (host: string, realm: string) => Sentence>> = {
  "plain-http": (host, realm) => ({
    what: say("{0} names its token server {1} with http: instead of https:. Nothing was sent there.", host, realm),
    advice: say("The registry's operator has to set its public address to https: (in Harbor, external_url)."),
  }),
  "private-address": (host, realm) => ({
    what: say("{0} names a token server at a private address, {1}. Nothing was sent there.", host, realm),
    advice: correctAddress(),
  }),
  address: (host, realm) => ({
    what: say("{0} names a token server whose address cannot be used: {1}.", host, realm),
    advice: correctAddress(),
  }),
};

function realmSentence(error: RegistryError, host: string, realm: string): Sentence {
  const ofProblem = realmProblems[String(error.params["problem"])];
  if (ofProblem !== undefined) return ofProblem(host, realm);
  return {
    what: say("{0} wants the password sent to {1}. That was not done.", host, realm),
    advice: say("Allow it only if you know that both belong together."),
  };
}

/** What to do about a token server's answer, where that is another matter than an answer of the registry. */
const tokenServerAdvice: Readonly<Partial<Record<RegistryErrorCode, (host: string) => string | undefined>>> = {
  denied: adviceOfDenied,
  "not-found": correctAddress,
  unsupported: correctAddress,
  "server-error": () => say("Try again later, or tell those who run it."),
  "request-rejected": () => undefined,
};

function tokenServerSentence(error: RegistryError, host: string, realm: string): Sentence | undefined {
  if (error.code === "rate-limited") return sentences["rate-limited"](error, realm);
  const adviceFor = tokenServerAdvice[error.code];
  if (adviceFor === undefined || (error.code === "denied" && realm === host)) return undefined;
  const what = withReason(error, say("The token server {0} of {1} gave no token (HTTP {2}).", realm, host, error.status ?? "?"));
  const advice = adviceFor(host);
  return advice === undefined ? { what } : { what, advice };
}

/** `silent` is the scheme in which a server was asked that closed the connection without a byte. */
function lostAdvice(silent: unknown): string {
  switch (silent) {
    case "http":
      return say(
        "Try again; if it happens each time, it may want HTTPS: then remove it from the setting containerRegistries.connection.plainHttp.",
      );
    case "https":
      return say("Try again; if it happens each time, this may be no HTTPS port, or a proxy or firewall may be in between.");
    default:
      return say("Try again; if it happens each time, a proxy or firewall may be in between.");
  }
}

function adviceOfDenied(host: string): string {
  const general = say("Log in with an account or token that has the right.");
  const particular = deniedAdvice(host);
  return particular === undefined ? general : `${general} ${translate(particular)}`;
}

/** The registry's own words, where it gave any, after what they mean. */
function withReason(error: RegistryError, what: string): string {
  const said = saidBy(error);
  return said === undefined ? what : say("{0} It says: “{1}”.", what, said);
}

/** What the registry wrote for people, else the code of its error. */
export function saidBy({ details }: RegistryError): ForeignText | undefined {
  return details.map(({ message, code }) => (message.isEmpty ? new ForeignText(code) : message)).find(({ isEmpty }) => !isEmpty);
}

export function registrySentence(error: RegistryError): Sentence {
  const host = String(error.params["host"] ?? say("The registry"));
  if (error.params["list"] === "catalog") return catalogSentence(host, error);
  const { realm } = error.params;
  const ofTokenServer = realm === undefined ? undefined : tokenServerSentence(error, host, String(realm));
  return ofTokenServer ?? sentences[error.code](error, host);
}

/** Why a registry's list of repositories is not to be had: often it has none for anybody, which is no fault of the login. */
export function catalogSentence(host: string, error: RegistryError): Sentence {
  const what = say("Repositories not listed: {0} does not tell which it has.", host);
  return {
    what: error.code === "denied" ? withReason(error, what) : what,
    advice: say("“Add Repository…” browses one that you know by name."),
  };
}
