import { meaningOf } from "./keyMeaning.ts";
import {
  Reader,
  type Entry,
  type InlineTable,
  type KeyPart,
  type ReaderSet,
  type Span,
  type SyntaxProblem,
  type DocumentTable,
  type Value,
} from "./document.ts";

interface Node {
  /** Made for the first child: most nodes are values. */
  children: Map<string, Node> | undefined;
  readonly at: Span;
  kind: "value" | "table" | "array";
  /** Defined by a header of its own, or closed to additions. */
  explicit: boolean;
  /** Made by a dotted key of the table that is being read. */
  dotted: boolean;
}

/** Whether the key of a table header stands for nothing that containerd reads from such a file. */
export type IsSkipped = (key: readonly KeyPart[]) => boolean;

/** Keys and tables defined twice, by the rules of TOML as go-toml v2 has them (its SeenTracker), in one of its two versions. */
export function duplicateProblems(
  tables: readonly DocumentTable[],
  reader: ReaderSet,
  isSkipped: IsSkipped = isSkippedInHosts,
): readonly SyntaxProblem[] {
  const problems: SyntaxProblem[] = [];
  const root = newNode("table", { start: 0, end: 0 }, true);
  let current: Node | undefined = root;
  for (const { header, entries } of tables) {
    if (header !== undefined) {
      if (current !== undefined) closeDotted(current);
      current = enterTable(root, header.key, header.array, problems);
    }
    if (current === undefined || (reader === Reader.v2 && isSkipped(header?.key ?? []))) continue;
    for (const entry of entries) addEntry(current, entry, problems);
  }
  return problems;
}

/**
 * go-toml v2 for TOML 1.0 does not look at the keys of a table that nobody reads, nor remember them: a later header may name
 * the same (its skipUntilTable).
 */
function isSkippedInHosts(key: readonly KeyPart[]): boolean {
  const { kind } = meaningOf(key);
  return kind === "unknown" || kind === "misplaced" || kind === "nested";
}

function newNode(kind: Node["kind"], at: Span, explicit: boolean, dotted = false): Node {
  return { children: undefined, at, kind, explicit, dotted };
}

function closeDotted(node: Node): void {
  for (const child of node.children?.values() ?? []) {
    if (child.dotted) {
      child.explicit = true;
      child.dotted = false;
    }
    closeDotted(child);
  }
}

function enterTable(root: Node, key: readonly KeyPart[], array: boolean, problems: SyntaxProblem[]): Node | undefined {
  const last = key.at(-1);
  if (last === undefined) return undefined;
  let parent = root;
  for (const part of key.slice(0, -1)) {
    const found: Node = parent.children?.get(part.name) ?? add(parent, part, newNode("table", part, false));
    if (found.kind === "value") return void problems.push(clash(part, found, `"${part.name}" is a value, not a table.`));
    parent = found;
  }
  const found = parent.children?.get(last.name);
  if (found === undefined) return add(parent, last, newNode(array ? "array" : "table", last, true));
  const wanted = array ? "array" : "table";
  if (found.kind !== wanted) {
    const message = found.kind === "value" ? `"${last.name}" already has a value.` : `"${last.name}" is already a table of another kind.`;
    return void problems.push(clash(last, found, message));
  }
  if (array) found.children = undefined;
  else if (found.explicit) return void problems.push(clash(last, found, `the table "${last.name}" is already defined.`));
  found.explicit = true;
  return found;
}

function add(parent: Node, part: KeyPart, node: Node): Node {
  parent.children ??= new Map();
  parent.children.set(part.name, node);
  return node;
}

function addEntry(table: Node, entry: Entry, problems: SyntaxProblem[]): void {
  let parent = table;
  for (const [index, part] of entry.key.entries()) {
    const isLast = index === entry.key.length - 1;
    const found = parent.children?.get(part.name);
    if (found === undefined) {
      parent = add(parent, part, newNode("table", part, false, true));
      continue;
    }
    const reason = whyTaken(found, part, isLast);
    if (reason !== undefined) {
      problems.push(clash(part, found, reason));
      return;
    }
    parent = found;
  }
  parent.kind = "value";
  checkInside(entry.value, problems);
}

function whyTaken(found: Node, part: KeyPart, isLast: boolean): string | undefined {
  if (isLast) return `the key "${part.name}" is already defined.`;
  if (found.kind !== "table") return `"${part.name}" is a value, not a table.`;
  if (found.explicit) return `the table "${part.name}" is already defined and cannot be extended here.`;
  return undefined;
}

function checkInside(value: Value, problems: SyntaxProblem[]): void {
  if (value.kind === "table") checkInlineTable(value, problems);
  else if (value.kind === "array") for (const item of value.items) checkInside(item, problems);
}

function checkInlineTable(value: InlineTable, problems: SyntaxProblem[]): void {
  const inside = newNode("table", value, true);
  for (const entry of value.entries) addEntry(inside, entry, problems);
}

function clash(part: KeyPart, first: Node, message: string): SyntaxProblem {
  const related = { start: first.at.start, end: first.at.end, message: "The first definition is here." };
  return { code: "toml-syntax", start: part.start, end: part.end, message, readers: Reader.notV1, related };
}
