import { randomBytes, randomUUID } from "node:crypto";
import { type Access, formatScopes, grant, parseScopes } from "./access.ts";
import { type Account, type Identity, logIn, parseBasic } from "./accounts.ts";
import { type Exchange, type Handler, readBody, sendJson } from "./exchange.ts";
import { Fault } from "./fault.ts";
import type { TokenSigner } from "./tokenSigner.ts";

export interface TokenEndpointOptions {
  readonly accounts: readonly Account[];
  /** Rights of somebody who gives no credentials; when left out nobody gets a token without them. */
  readonly anonymousRights?: readonly Access[];
  readonly issuer: string;
  readonly service: string;
  readonly lifetimeSeconds: number;
  readonly signer: TokenSigner;
  /** Milliseconds since the Unix epoch. */
  readonly now: () => number;
}

/** What a token request asks for, whichever of the two forms it came in. */
interface TokenRequest {
  readonly identity: Identity;
  readonly scope: string;
  readonly wantsRefreshToken: boolean;
  /** The refresh token that was presented, which is also given back. */
  readonly refreshToken?: string;
}

const maxFormBytes = 64 * 1024;

/**
 * Distribution's token endpoint in both its forms: GET with optional Basic credentials ("Token Authentication
 * Specification"), and POST with `grant_type` password or refresh_token ("OAuth2 Token Authentication").
 * The token allows what was asked for and the account may do; asking for more is not an error, the registry will refuse it.
 */
export function createTokenEndpoint(options: TokenEndpointOptions): Handler {
  const refreshTokens = new Map<string, Identity>();

  const newRefreshToken = (identity: Identity): string => {
    const token = randomBytes(24).toString("base64url");
    refreshTokens.set(token, identity);
    return token;
  };

  return async (exchange) => {
    const post = exchange.method === "POST";
    const asked = post ? await readForm(exchange, options, refreshTokens) : readQuery(exchange, options);
    const access = grant(parseScopes(asked.scope), asked.identity.rights);
    const issuedAt = Math.floor(options.now() / 1000);
    const token = options.signer.sign({
      iss: options.issuer,
      sub: asked.identity.name ?? "",
      aud: options.service,
      iat: issuedAt,
      nbf: issuedAt,
      exp: issuedAt + options.lifetimeSeconds,
      jti: randomUUID(),
      access,
    });
    const refreshToken = asked.refreshToken ?? (asked.wantsRefreshToken ? newRefreshToken(asked.identity) : undefined);
    const names = post ? { access_token: token, scope: formatScopes(access) } : { token, access_token: token };
    sendJson(exchange, {
      ...names,
      expires_in: options.lifetimeSeconds,
      issued_at: new Date(issuedAt * 1000).toISOString(),
      ...(refreshToken === undefined ? {} : { refresh_token: refreshToken }),
    });
  };
}

function readQuery({ request, url }: Exchange, options: TokenEndpointOptions): TokenRequest {
  const query = url.searchParams;
  requireService(query.get("service"), options);
  return {
    identity: identify(request.headers.authorization, options),
    scope: query.getAll("scope").join(" "),
    wantsRefreshToken: query.get("offline_token") === "true" && request.headers.authorization !== undefined,
  };
}

function identify(authorization: string | undefined, options: TokenEndpointOptions): Identity {
  if (authorization === undefined) {
    if (options.anonymousRights === undefined) throw new Fault(401, "UNAUTHORIZED", "authentication required");
    return { name: undefined, rights: options.anonymousRights };
  }
  const given = parseBasic(authorization);
  const identity = given && logIn(options.accounts, given.username, given.password);
  if (identity === undefined) throw wrongPassword();
  return identity;
}

async function readForm(
  { request }: Exchange,
  options: TokenEndpointOptions,
  refreshTokens: ReadonlyMap<string, Identity>,
): Promise<TokenRequest> {
  const form = new URLSearchParams((await readBody(request, maxFormBytes)).toString("utf8"));
  requireService(form.get("service"), options);
  const scope = form.get("scope") ?? "";
  switch (form.get("grant_type") ?? "") {
    case "password": {
      const identity = logIn(options.accounts, form.get("username") ?? "", form.get("password") ?? "");
      if (identity === undefined) throw wrongPassword();
      return { identity, scope, wantsRefreshToken: form.get("access_type") === "offline" };
    }
    case "refresh_token": {
      const refreshToken = form.get("refresh_token") ?? "";
      const identity = refreshTokens.get(refreshToken);
      if (identity === undefined) throw new Fault(401, "UNAUTHORIZED", "refresh token is not valid");
      return { identity, scope, wantsRefreshToken: false, refreshToken };
    }
    default:
      throw new Fault(400, "UNSUPPORTED", "grant_type must be password or refresh_token");
  }
}

function requireService(service: string | null, options: TokenEndpointOptions): void {
  if (service !== options.service) throw new Fault(400, "UNSUPPORTED", "service is not known here");
}

function wrongPassword(): Fault {
  return new Fault(401, "UNAUTHORIZED", "incorrect username or password");
}
