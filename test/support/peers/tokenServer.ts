import { sign } from "node:crypto";
import type { Access } from "../registry/access.ts";
import type { Account } from "../registry/accounts.ts";
import { type CertificatePair, createSelfSigned, derOf } from "../certificates/certificateAuthority.ts";
import { sendFault } from "../registry/exchange.ts";
import { Fault } from "../registry/fault.ts";
import { listen } from "../registry/listen.ts";
import { RequestLog } from "../registry/requestLog.ts";
import { createTokenEndpoint } from "../registry/tokenEndpoint.ts";
import { encodePart, type TokenSigner } from "../registry/tokenSigner.ts";

export interface TokenServerOptions {
  readonly accounts: readonly Account[];
  readonly anonymousRights?: readonly Access[];
  readonly lifetimeSeconds?: number;
}

export interface TokenServer {
  readonly realm: string;
  readonly issuer: string;
  readonly service: string;
  /** PEM certificate of the signing key: the registry's `rootcertbundle`. */
  readonly cert: string;
  readonly requests: RequestLog;
  close(): Promise<void>;
}

const issuer = "token-server";
const service = "debian-registry";

/** A token server of its own origin, whose tokens (JWS `RS256`) Debian's docker-registry verifies. */
export async function startTokenServer(options: TokenServerOptions): Promise<TokenServer> {
  const pair = createSelfSigned({ commonName: issuer }, "rsa");
  const requests = new RequestLog();
  const answer = createTokenEndpoint({
    ...options,
    issuer,
    service,
    lifetimeSeconds: options.lifetimeSeconds ?? 300,
    signer: createRsaSigner(pair),
    now: Date.now,
  });
  const server = await listen((request, response) => {
    requests.add(request, response);
    const url = new URL(request.url ?? "", "http://token-server");
    const exchange = { request, response, method: request.method ?? "", url };
    Promise.resolve(answer(exchange)).catch((error: unknown) => {
      sendFault(exchange, error instanceof Fault ? error : new Fault(500, "UNKNOWN", "unknown error"));
    });
  });
  const realm = `http://127.0.0.1:${server.port}/token`;
  return { realm, issuer, service, cert: pair.cert, requests, close: () => server.close() };
}

/** The certificate travels in the header (`x5c`, RFC 7515 section 4.1.6), where the registry compares it with its bundle. */
function createRsaSigner({ cert, key }: CertificatePair): TokenSigner {
  const header = encodePart({ typ: "JWT", alg: "RS256", x5c: [derOf(cert).toString("base64")] });
  return {
    sign: (claims) => {
      const text = `${header}.${encodePart(claims)}`;
      return `${text}.${sign("sha256", Buffer.from(text), key).toString("base64url")}`;
    },
  };
}
