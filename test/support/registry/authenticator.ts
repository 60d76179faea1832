import type { IncomingMessage } from "node:http";
import { type Access, covers, formatScopes } from "./access.ts";
import { type Account, type Identity, logIn, parseBasic } from "./accounts.ts";
import { originOf } from "./exchange.ts";
import { Fault } from "./fault.ts";
import type { TokenVerifier } from "./tokenSigner.ts";

/** Throws a 401 with a challenge, or a 403, unless the request may do all of `wanted`. */
export type Authenticator = (request: IncomingMessage, wanted: readonly Access[]) => void;

export const allowEverybody: Authenticator = () => {};

export interface BasicOptions {
  readonly accounts: readonly Account[];
  /** Rights of somebody who gives no credentials; none when left out. */
  readonly anonymousRights?: readonly Access[];
}

export function createBasicAuthenticator({ accounts, anonymousRights }: BasicOptions): Authenticator {
  const challenge = { "www-authenticate": 'Basic realm="embedded registry"' };

  const identify = (authorization: string | undefined): Identity | undefined => {
    if (authorization === undefined) return anonymousRights && { name: undefined, rights: anonymousRights };
    const given = parseBasic(authorization);
    return given && logIn(accounts, given.username, given.password);
  };

  return (request, wanted) => {
    const identity = identify(request.headers.authorization);
    if (identity !== undefined && covers(identity.rights, wanted)) return;
    if (identity?.name === undefined) throw new Fault(401, "UNAUTHORIZED", "authentication required", challenge);
    throw new Fault(403, "DENIED", "requested access to the resource is denied");
  };
}

export interface BearerOptions {
  readonly service: string;
  readonly verifier: TokenVerifier;
  /** Milliseconds since the Unix epoch. */
  readonly now: () => number;
}

/** RFC 6750 as distribution uses it: a missing, bad or insufficient token gets a challenge that names the wanted scopes. */
export function createBearerAuthenticator({ service, verifier, now }: BearerOptions): Authenticator {
  return (request, wanted) => {
    const challenge = (error?: string): Fault => {
      const parameters = [`realm="${originOf(request)}/token"`, `service="${service}"`];
      if (wanted.length > 0) parameters.push(`scope="${formatScopes(wanted)}"`);
      if (error !== undefined) parameters.push(`error="${error}"`);
      return new Fault(401, "UNAUTHORIZED", "authentication required", { "www-authenticate": `Bearer ${parameters.join(",")}` });
    };
    const [, token] = /^bearer +([^ ]+)$/i.exec(request.headers.authorization ?? "") ?? [];
    if (token === undefined) throw challenge();
    const claims = verifier.verify(token);
    const seconds = now() / 1000;
    if (claims?.aud !== service || claims.nbf > seconds || claims.exp <= seconds) throw challenge("invalid_token");
    if (!covers(claims.access, wanted)) throw challenge("insufficient_scope");
  };
}
