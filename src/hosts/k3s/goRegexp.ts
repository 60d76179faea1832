type RegexpPart = "repeat" | "flags" | "open" | "close" | "alternative" | "item";

/** What an expression is made of, tried in this order; a row with a fault is what Go's has not (regexp/syntax). */
const rows: readonly (readonly [what: RegexpPart | { readonly fault: string }, pattern: RegExp])[] = [
  ["repeat", /(?:[*+?]|\{\d+(?:,\d*)?\})\??/y],
  [{ fault: "has no references to groups" }, /\\[1-9]/y],
  ["item", /\\Q[\s\S]*?(?:\\E|$)/y],
  ["item", /\\(?:[0-7]|[aftnrvdDsSwWbBAzCpPxQE]|[^A-Za-z0-9])/y],
  [{ fault: "does not know this escape sequence" }, /\\/y],
  [{ fault: "does not look ahead or behind" }, /\(\?<?[=!]/y],
  ["flags", /\(\?[imsU]*(?:-[imsU]+)?\)/y],
  ["open", /\((?:\?(?:P?<[A-Za-z_]\w*>|[imsU]*(?:-[imsU]+)?:)|(?!\?))/y],
  [{ fault: "does not know this kind of group" }, /\(\?/y],
  ["close", /\)/y],
  ["alternative", /\|/y],
  ["item", /\[\^?\]?(?:\\[\s\S]|\[:[^\]]*:\]|[^\]\\])*\]/y],
  [{ fault: "wants ] at the end of [" }, /\[/y],
  ["item", /[\s\S]/y],
];

/**
 * Why Go's regexp does not take an expression, as far as that is certain; undefined where it may. What it has not is what
 * other dialects have: look-around, references to groups, possessive quantifiers, comments.
 */
export function goRegexpFault(pattern: string): string | undefined {
  let open = 0;
  let before: RegexpPart = "open";
  for (let at = 0; at < pattern.length;) {
    const { what, length } = tokenAt(pattern, at);
    if (typeof what === "object") return what.fault;
    if (what === "open") open++;
    if (what === "close") open--;
    if (open < 0) return "wants ( before )";
    if (what === "repeat" && before === "repeat") return "does not repeat a repetition";
    if (what === "repeat" && (before === "open" || before === "alternative")) return "has nothing to repeat there";
    before = what;
    at += length;
  }
  return open > 0 ? "wants ) at the end of (" : undefined;
}

function tokenAt(pattern: string, at: number): { readonly what: (typeof rows)[number][0]; readonly length: number } {
  for (const [what, expression] of rows) {
    expression.lastIndex = at;
    const found = expression.exec(pattern);
    if (found !== null) return { what, length: found[0].length };
  }
  return { what: "item", length: 1 };
}

/** The names of the groups, those without a name by their number. */
export function groupsOf(pattern: string): ReadonlySet<string> {
  const bare = pattern.replaceAll(/\\[\s\S]|\[\^?\]?(?:\\[\s\S]|[^\]\\])*\]/g, "");
  const groups = [...bare.matchAll(/\((?!\?)|\(\?P?<(\w+)>/g)].map(([, name]) => name);
  return new Set(["0", ...groups.map((_, index) => String(index + 1)), ...groups.flatMap((name) => name ?? [])]);
}
