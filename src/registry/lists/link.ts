/** One link of a `Link` header (RFC 8288, section 3). */
export interface Link {
  /** As written between the angle brackets, byte for byte. */
  readonly target: string;
  readonly params: ReadonlyMap<string, string>;
}

const target = /[\s,]*<([^>]*)>/y;
const parameter = /\s*;\s*([^\s=;,"]+)(?:\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s;,"]*)))?/y;

/** Every link of every header line, in order; stops at what it cannot read. Parameter names in lower case. Never throws. */
export function parseLinks(lines: readonly string[]): Link[] {
  return lines.flatMap((line) => parseLine(line));
}

/** The target of the first link with that relation type (which are compared in any case, and may be several in one value). */
export function findLink(lines: readonly string[], relation: string): string | undefined {
  const isRelation = (link: Link): boolean => (link.params.get("rel") ?? "").toLowerCase().split(/\s+/).includes(relation);
  return parseLinks(lines).find(isRelation)?.target;
}

function parseLine(line: string): Link[] {
  const links: Link[] = [];
  let at = 0;
  const take = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = at;
    const match = pattern.exec(line);
    if (match !== null) at = pattern.lastIndex;
    return match;
  };
  for (let match = take(target); match !== null; match = take(target)) {
    const params = new Map<string, string>();
    for (let part = take(parameter); part !== null; part = take(parameter)) {
      const name = (part[1] ?? "").toLowerCase();
      // RFC 8288, section 3.3: a second `rel` is ignored.
      if (!params.has(name)) params.set(name, part[2]?.replace(/\\(.)/g, "$1") ?? part[3] ?? "");
    }
    links.push({ target: match[1] ?? "", params });
  }
  return links;
}
