import { ForeignText } from "../../core/foreignText.ts";
import { RegistryError, type RegistryErrorCode } from "../../core/registryError.ts";
import { say, translate } from "../../platform/say.ts";
import { localized } from "./localized.ts";
import { browseAdvice } from "../../providers/catalog.ts";
import { ObtainError } from "../../providers/obtainError.ts";
import { operatorAdvice, realmSentence } from "./realmSentences.ts";
import type { Sentence } from "./sentence.ts";
import { adviceIfSent, adviceOfDenied, refusalSentence } from "./refusalSentences.ts";

type Say = (error: RegistryError, host: string) => Sentence;

const sentences: Readonly<Record<RegistryErrorCode, Say>> = {
  "connection-refused": (_, host) => ({
    what: say("Connection refused by {0}.", host),
    advice: say("Is the registry running, and is this its port?"),
  }),
  "host-not-found": (_, host) => ({
    what: say("There is no host named {0}.", host),
    advice: say("Check the spelling, and whether this network (a VPN?) knows the name."),
  }),
  "network-unreachable": (_, host) => ({
    what: say("{0} cannot be reached from this network.", host),
    advice: say("Check the network, and the proxy in VS Code's settings."),
  }),
  "connection-lost": (error, host) => ({
    what: say("{0} closed the connection.", host),
    advice: lostAdvice(error.params["silent"]),
  }),
  "timed-out": (_, host) => ({
    what: say("{0} did not answer in time.", host),
    advice: say("Try again; the log has the details."),
  }),
  "tls-untrusted": (_, host) => ({
    what: say("The certificate of {0} is not signed by an authority that this machine trusts.", host),
    advice: say("Choose “Set Up the Connection…” to see it, and to trust it or its authority in the registry's hosts.toml."),
  }),
  "tls-name-mismatch": (_, host) => ({
    what: say("The certificate is not valid for {0}.", host),
    advice: say("Use a name that the certificate is valid for."),
  }),
  "tls-expired": (_, host) => ({
    what: say("The certificate of {0} is out of date: it is not valid at this time.", host),
    advice: say("Check this machine's clock; if it is right, the registry's certificate must be renewed."),
  }),
  "client-certificate-wanted": (_, host) => ({
    what: say("{0} wants a client certificate that it accepts, and talks to nobody without one.", host),
    advice: say("Choose “Set Up the Connection…” to name the certificate and key that the people who run it gave you."),
  }),
  "tls-failed": (error, host) =>
    error.params["path"] === undefined
      ? { what: say("Could not make a secure connection to {0}.", host), advice: say("The log has the reason.") }
      : {
          what: say("Could not read the certificate file {0} ({1}).", error.params["path"], error.params["systemCode"] ?? ""),
          advice: say("The hosts.toml of {0} names it.", host),
        },
  "plain-http-server": (_, host) => ({
    what: say("{0} does not speak HTTPS, only plain HTTP.", host),
    advice: say(
      "Set up TLS on the registry, or choose “Set Up the Connection…” if you accept that everything sent can be read on the way.",
    ),
  }),
  "https-server": (_, host) => ({
    what: say("{0} expects HTTPS, but was asked over plain HTTP.", host),
    advice: say("Remove it from the setting containerRegistries.connection.plainHttp."),
  }),
  "plain-http-refused": (_, host) => ({
    what: say("Nothing was sent to {0}: it would have gone over plain HTTP.", host),
    advice: say(
      "Set up TLS on the registry, or choose “Set Up the Connection…” if you accept that everything sent can be read on the way.",
    ),
  }),
  "proxy-failed": (_, host) => ({
    what: say("The proxy did not connect to {0}.", host),
    advice: say("Check the setting http.proxy, or the variable HTTPS_PROXY."),
  }),
  "proxy-untrusted": (error, host) => ({
    what: say("The certificate of the proxy {0} was not accepted on the way to {1}.", error.params["proxy"] ?? "?", host),
    advice: say("Add its authority's certificate to the system, or turn off the setting http.proxyStrictSSL."),
  }),
  "proxy-auth-required": () => ({
    what: say("The proxy wants a user name and password."),
    advice: say("Set http.proxyAuthorization, or put them into the proxy's address."),
  }),
  "not-a-registry": (_, host) => ({
    what: say("What answers at {0} is not a container registry.", host),
    advice: say("Check the host and port; a login page or another web server may be behind them."),
  }),
  "invalid-response": (_, host) => ({
    what: say("The answer from {0} could not be read.", host),
    advice: say("Is this the registry's port? The log says what is wrong in the answer."),
  }),
  "response-cut-short": (error, host) => ({
    what: say("The answer from {0} is incomplete: it breaks off after {1} bytes.", host, error.params["bytes"] ?? "?"),
    advice: say("Try again; if it happens each time, a proxy may be in between."),
  }),
  "body-too-large": (_, host) => ({ what: say("The answer from {0} is too long, and was cut off.", host) }),
  "body-too-complex": (_, host) => ({ what: say("The answer from {0} has too many parts, or is nested too deeply.", host) }),
  "redirect-refused": (_, host) => ({
    what: say("{0} redirects in a way that is not followed.", host),
    advice: say("The log names the place."),
  }),
  unauthorized: (error, host) => ({
    what: withReason(error, say("Login needed at {0}.", host)),
    advice: say("Log in."),
  }),
  denied: (error, host) => ({
    what: withReason(error, say("{0} does not allow this for your account.", host)),
    advice: adviceOfDenied(error, host),
  }),
  "not-found": (error, host) => ({ what: withReason(error, say("Not found at {0}.", host)) }),
  unsupported: (error, host) => {
    const { mediaType } = error.params;
    if (mediaType !== undefined) return { what: say("This is stored in a format that is not read here: {0}.", mediaType) };
    return { what: withReason(error, say("{0} does not offer this.", host)) };
  },
  // A row of the tree shows the first sentence, and long after it came.
  "rate-limited": ({ retryAt }, host) =>
    retryAt === undefined
      ? { what: say("{0} says there were too many requests from here.", host), advice: say("Wait a while, then try again.") }
      : { what: say("{0} says there were too many requests from here. Try again after {1}.", host, localized(retryAt)) },
  "server-error": (error, host) => ({
    what: withReason(error, say("Server error at {0} (HTTP {1}).", host, error.status ?? 500)),
    advice: say("Try again later, or tell the people who run it."),
  }),
  "request-rejected": (error, host) => {
    const what = withReason(error, say("{0} rejected the request (HTTP {1}).", host, error.status ?? 400));
    const advice = adviceIfSent(error, host);
    return advice === "" ? { what } : { what, advice };
  },
  "digest-mismatch": (_, host) => ({
    what: say("What {0} sent does not match its digest, and was discarded.", host),
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
  "realm-not-trusted": realmSentence,
  "invalid-reference": (error) => ({ what: error.message }),
  "invalid-header": (error) => ({ what: error.message }),
};

/** What to do about a token server's answer, where that is another matter than an answer of the registry. */
const tokenServerAdvice: Readonly<Partial<Record<RegistryErrorCode, (host: string, error: RegistryError) => string | undefined>>> = {
  denied: (host, error) => adviceOfDenied(error, host),
  "not-found": (_, error) => operatorAdvice(error),
  unsupported: (_, error) => operatorAdvice(error),
  "server-error": () => say("Try again later, or tell the people who run it."),
  "request-rejected": () => undefined,
};

function tokenServerSentence(error: RegistryError, host: string, realm: string): Sentence | undefined {
  if (error.code === "rate-limited") return sentences["rate-limited"](error, realm);
  const adviceFor = tokenServerAdvice[error.code];
  if (adviceFor === undefined || (error.code === "denied" && realm === host)) return undefined;
  const what = withReason(error, say("The token server {0} of {1} gave no token (HTTP {2}).", realm, host, error.status ?? "?"));
  const advice = adviceFor(host, error);
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
      return say("Try again; if it happens each time, this may not be an HTTPS port, or a proxy or firewall may be in between.");
    default:
      return say("Try again; if it happens each time, a proxy or firewall may be in between.");
  }
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
  const refused = refusalSentence(error, host);
  if (refused !== undefined) return { ...refused, what: withReason(error, refused.what) };
  if (error.params["list"] === "catalog") return catalogSentence(host, error);
  const { realm } = error.params;
  const ofTokenServer = realm === undefined ? undefined : tokenServerSentence(error, host, String(realm));
  return ofTokenServer ?? sentences[error.code](error, host);
}

/** Why a registry's list of repositories is not to be had: often it has none for anybody, which is no fault of the login. */
export function catalogSentence(host: string, error: RegistryError): Sentence {
  const addByName = say("“Add Repository…” browses one that you know by name.");
  const failed = failureOfProvider(error);
  if (failed !== undefined) return { what: failed.what, advice: [failed.advice, addByName].filter(Boolean).join(" ") };
  const what = catalogRefusal(host, error);
  const particular = adviceIfSent(error, host);
  return {
    what: error.code === "denied" ? withReason(error, what) : what,
    advice: [refusalOfProvider(error), addByName, particular].filter(Boolean).join(" "),
  };
}

/** What went wrong at the provider that was asked for a list of its own before, where that was no refusal. */
function failureOfProvider({ params, cause }: RegistryError): Sentence | undefined {
  const isFailure = params["api"] !== undefined && RegistryError.is(cause);
  if (!isFailure || RegistryError.is(cause, "unauthorized", "denied", "not-found", "unsupported")) return undefined;
  const reason = reasonOfProvider(cause);
  return reason === undefined ? registrySentence(cause) : { what: reason };
}

/** What a provider's own code makes of a refusal, where it has a sentence for it. */
function reasonOfProvider({ cause }: RegistryError): string | undefined {
  return cause instanceof ObtainError && cause.reason !== undefined ? translate(cause.reason) : undefined;
}

/** What that provider said of a refusal, and what the login lacks; "" where none was asked. */
function refusalOfProvider({ params, cause }: RegistryError): string {
  if (params["api"] === undefined) return "";
  const said = cause instanceof RegistryError ? saidBy(cause) : undefined;
  const advice = browseAdvice(String(params["provider"]));
  const refused = say("{0} did not give a list to this login either.", params["api"]);
  const own = RegistryError.is(cause) ? reasonOfProvider(cause) : undefined;
  const words = said === undefined ? refused : say("{0} It says: “{1}”.", refused, said);
  const reason = own === undefined ? words : `${refused} ${own}`;
  return advice === undefined ? reason : `${reason} ${translate(advice)}`;
}

function catalogRefusal(host: string, { code, params }: RegistryError): string {
  // Whose provider refuses a list has one.
  if (params["api"] !== undefined) return say("{0} does not let this login list its repositories.", host);
  if (code === "not-found" || code === "unsupported") return say("{0} has no list of its repositories.", host);
  if (params["login"] !== undefined) return say("{0} does not let this login list its repositories.", host);
  return say("{0} lists its repositories only after a login.", host);
}
