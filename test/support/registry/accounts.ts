import { type Access, fullRights } from "./access.ts";

export interface Account {
  readonly username: string;
  readonly password: string;
  /** Everything when left out. */
  readonly rights?: readonly Access[];
}

/** Who is asking, and what they may do. Anonymous has no name. */
export interface Identity {
  readonly name: string | undefined;
  readonly rights: readonly Access[];
}

function identityOf(account: Account): Identity {
  return { name: account.username, rights: account.rights ?? fullRights };
}

/** The account with that user name and password, else undefined. */
export function logIn(accounts: readonly Account[], username: string, password: string): Identity | undefined {
  const account = accounts.find((candidate) => candidate.username === username && candidate.password === password);
  return account && identityOf(account);
}

/** Reads an `Authorization: Basic` header (RFC 7617); undefined when it is something else. The password may hold colons. */
export function parseBasic(header: string): { readonly username: string; readonly password: string } | undefined {
  const [, encoded] = /^basic +([A-Za-z0-9+/]+=*)$/i.exec(header) ?? [];
  if (encoded === undefined) return undefined;
  const decoded = Buffer.from(encoded, "base64").toString("utf8");
  const colon = decoded.indexOf(":");
  return colon < 0 ? undefined : { username: decoded.slice(0, colon), password: decoded.slice(colon + 1) };
}
