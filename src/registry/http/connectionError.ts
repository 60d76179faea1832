import { RegistryError, type RegistryErrorCode } from "../../core/registryError.ts";

/** Source: Node's system and OpenSSL error codes, and undici's own. */
const codes: Readonly<Record<string, RegistryErrorCode>> = {
  ECONNREFUSED: "connection-refused",
  ENOTFOUND: "host-not-found",
  EAI_AGAIN: "host-not-found",
  EAI_NODATA: "host-not-found",
  ENETUNREACH: "network-unreachable",
  EHOSTUNREACH: "network-unreachable",
  ENETDOWN: "network-unreachable",
  EADDRNOTAVAIL: "network-unreachable",
  ETIMEDOUT: "timed-out",
  UND_ERR_CONNECT_TIMEOUT: "timed-out",
  UND_ERR_HEADERS_TIMEOUT: "timed-out",
  UND_ERR_BODY_TIMEOUT: "timed-out",
  ECONNRESET: "connection-lost",
  EPIPE: "connection-lost",
  UND_ERR_SOCKET: "connection-lost",
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: "invalid-response",
  UND_ERR_PRX_CONN: "proxy-failed",
  UND_ERR_PRX_TLS: "proxy-untrusted",
  UND_ERR_HEADERS_OVERFLOW: "invalid-response",
  UND_ERR_INVALID_ARG: "invalid-header",
  CERT_HAS_EXPIRED: "tls-expired",
  CERT_NOT_YET_VALID: "tls-expired",
  ERR_TLS_CERT_ALTNAME_INVALID: "tls-name-mismatch",
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: "tls-untrusted",
  UNABLE_TO_GET_ISSUER_CERT: "tls-untrusted",
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: "tls-untrusted",
  SELF_SIGNED_CERT_IN_CHAIN: "tls-untrusted",
  DEPTH_ZERO_SELF_SIGNED_CERT: "tls-untrusted",
  CERT_UNTRUSTED: "tls-untrusted",
  CERT_REJECTED: "tls-untrusted",
  CERT_REVOKED: "tls-untrusted",
  INVALID_CA: "tls-untrusted",
  ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED: "client-certificate-wanted",
  // Go's answer in TLS 1.2 to a client that shows none (crypto/tls, processCertsFromClient).
  ERR_SSL_SSLV3_ALERT_BAD_CERTIFICATE: "client-certificate-wanted",
  ERR_SSL_TLSV1_ALERT_UNKNOWN_CA: "client-certificate-wanted",
  ERR_SSL_WRONG_VERSION_NUMBER: "plain-http-server",
  ERR_SSL_HTTP_REQUEST: "plain-http-server",
  ERR_SSL_PACKET_LENGTH_TOO_LONG: "plain-http-server",
};

const sentences: Partial<Record<RegistryErrorCode, string>> = {
  "connection-refused": "refused the connection",
  "host-not-found": "has no address",
  "network-unreachable": "cannot be reached from this network",
  "connection-lost": "closed the connection before its answer was complete",
  "timed-out": "did not answer in time",
  "tls-untrusted": "has a certificate that no trusted authority signed",
  "tls-name-mismatch": "has a certificate for another name",
  "tls-expired": "has a certificate that is not valid today",
  "client-certificate-wanted": "wants a client certificate that it accepts",
  "tls-failed": "failed the TLS handshake",
  "plain-http-server": "speaks plain HTTP where HTTPS was expected",
  "https-server": "speaks HTTPS where plain HTTP was expected",
  "proxy-failed": "cannot be reached through the proxy",
  "proxy-untrusted": "is behind a proxy whose own certificate is not accepted",
  "proxy-auth-required": "is behind a proxy that wants a user name and a password",
  "invalid-response": "sent something that is not HTTP",
  "invalid-header": "would be sent a header with characters that HTTP does not allow",
};

/** Through a proxy, the only machine that we look up and connect to is the proxy. */
const ofProxy: ReadonlySet<RegistryErrorCode> = new Set(["connection-refused", "host-not-found", "network-unreachable"]);
const certificateCodes: ReadonlySet<RegistryErrorCode> = new Set(["tls-untrusted", "tls-name-mismatch", "tls-expired"]);
const tlsCodes: ReadonlySet<RegistryErrorCode> = new Set(["tls-failed", "plain-http-server"]);

/** Wraps what went wrong on the way to a proxy itself, which is told by nothing else: the error of a TLS handshake names no host. */
export class ProxyUnreachable extends Error {
  override readonly name = "ProxyUnreachable";

  constructor(cause: Error) {
    super("no connection to the proxy", { cause });
  }
}

/**
 * What a failed exchange with `url`, perhaps through the proxy at `proxyHost`, means. The thrown error is kept as the cause.
 * `params.silent` is the scheme, `http` or `https`, where the server closed the connection without a byte: one that wants the
 * other scheme may do so (Node's TLS server does), as well as one in trouble.
 */
export function connectionError(thrown: unknown, url: URL, proxyHost?: string): RegistryError {
  if (thrown instanceof RegistryError) return thrown;
  const all = [...causes(thrown)];
  const direct = classify(all, url);
  const code = proxyHost === undefined ? direct : throughProxy(direct, all, url);
  const isSilent = code === "connection-lost" && proxyHost === undefined && all.some(hasNoAnswer);
  const params = {
    host: url.host,
    ...(proxyHost === undefined ? {} : { proxy: proxyHost }),
    ...(isSilent ? { silent: url.protocol.slice(0, -1) } : {}),
  };
  return new RegistryError(code, `${url.host} ${sentences[code] ?? code}`, { params, cause: thrown });
}

function throughProxy(direct: RegistryErrorCode, all: readonly Error[], url: URL): RegistryErrorCode {
  const isOnTheWay = all.some((error) => error instanceof ProxyUnreachable);
  // A request over plain HTTP is handed to the proxy as a whole: whatever is said of TLS is said of the proxy.
  const isPlain = url.protocol === "http:";
  if ((isOnTheWay || isPlain) && certificateCodes.has(direct)) return "proxy-untrusted";
  return isOnTheWay || ofProxy.has(direct) || (isPlain && tlsCodes.has(direct)) ? "proxy-failed" : direct;
}

/** Nothing came before the end: undici's SocketError counts the bytes, of a TLS handshake Node tells it only in its sentence. */
function hasNoAnswer(error: Error): boolean {
  const { socket } = error as { socket?: { bytesRead?: unknown } };
  return socket?.bytesRead === 0 || error.message.includes("before secure TLS connection was established");
}

function classify(all: readonly Error[], url: URL): RegistryErrorCode {
  for (const error of all) {
    const message = error.message;
    // undici tells a refused tunnel only by its sentence, or by an argument error for a forwarded request.
    const status = /Proxy response \((\d+)\)/.exec(message)?.[1];
    if (status !== undefined) return status === "407" ? "proxy-auth-required" : "proxy-failed";
    if (/Proxy Authentication Required \(407\)/.test(message)) return "proxy-auth-required";
  }
  for (const error of all) {
    // undici gives its parser's errors a code only sometimes.
    if (error.name === "HTTPParserError") return url.protocol === "http:" && isTlsAlert(error) ? "https-server" : "invalid-response";
    const code = (error as { code?: unknown }).code;
    if (typeof code !== "string") continue;
    const known = codes[code];
    if (known !== undefined) return known;
    if (code === "EPROTO" && /wrong version number|http request|packet length too long/i.test(error.message)) return "plain-http-server";
    if (/^ERR_(?:SSL|TLS)_|^EPROTO$|CERT/.test(code)) return "tls-failed";
  }
  return "connection-lost";
}

/** A TLS record of type 21 where a status line should be. */
function isTlsAlert(error: Error): boolean {
  const data: unknown = (error as { data?: unknown }).data;
  return typeof data === "string" && data.startsWith("\u0015\u0003");
}

/** The error, its causes and the members of an AggregateError (one for each address tried), outermost first. */
function* causes(thrown: unknown, depth = 0): Generator<Error> {
  if (!(thrown instanceof Error) || depth > 8) return;
  yield thrown;
  if (thrown instanceof AggregateError) for (const error of thrown.errors) yield* causes(error, depth + 1);
  yield* causes(thrown.cause, depth + 1);
}
