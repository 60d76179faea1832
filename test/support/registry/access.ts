/** What may be done with a resource: one entry of a token's `access` claim, and one scope of a token request. */
export interface Access {
  /** `repository` or `registry`. */
  readonly type: string;
  /** In an account's rights a trailing `*` stands for any ending. */
  readonly name: string;
  /** `pull`, `push`, `delete`; `*` in an account's rights stands for every action. */
  readonly actions: readonly string[];
}

export const fullRights: readonly Access[] = [
  { type: "repository", name: "*", actions: ["*"] },
  { type: "registry", name: "*", actions: ["*"] },
];

export const pullOnlyRights: readonly Access[] = [
  { type: "repository", name: "*", actions: ["pull"] },
  { type: "registry", name: "catalog", actions: ["*"] },
];

/** Reads `type:name:action,action`, scopes separated by spaces (distribution's token scope grammar); what does not fit is dropped. */
export function parseScopes(text: string): Access[] {
  return text.split(" ").flatMap((scope) => {
    const match = /^([a-z0-9]+):(.+):([a-z*,]+)$/.exec(scope);
    if (match === null) return [];
    const [, type = "", name = "", actions = ""] = match;
    return [{ type, name, actions: actions.split(",") }];
  });
}

export function formatScopes(accesses: readonly Access[]): string {
  return accesses.map((access) => `${access.type}:${access.name}:${access.actions.join(",")}`).join(" ");
}

/** The part of `wanted` that `rights` allow. */
export function grant(wanted: readonly Access[], rights: readonly Access[]): Access[] {
  return wanted
    .map((access) => ({ ...access, actions: access.actions.filter((action) => rights.some((right) => permits(right, access, action))) }))
    .filter((access) => access.actions.length > 0);
}

/** Whether `rights` allow all of `wanted`. */
export function covers(rights: readonly Access[], wanted: readonly Access[]): boolean {
  return wanted.every((access) => access.actions.every((action) => rights.some((right) => permits(right, access, action))));
}

function permits(right: Access, access: Access, action: string): boolean {
  if (right.type !== access.type) return false;
  const named = right.name.endsWith("*") ? access.name.startsWith(right.name.slice(0, -1)) : right.name === access.name;
  return named && (right.actions.includes(action) || right.actions.includes("*"));
}
