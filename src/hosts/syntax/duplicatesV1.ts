import { Reader, type Entry, type Header, type KeyPart, type Span, type SyntaxProblem, type DocumentTable } from "./document.ts";

interface Node {
  /** Made for the first child: most nodes are values. */
  children: Map<string, Node> | undefined;
  readonly at: Span;
  readonly kind: "value" | "table" | "inline" | "array";
}

/**
 * Keys and tables defined twice, by the rules of go-toml v1, which differ from TOML's: headers are compared as they are
 * written, a header may extend the table of a dotted key, and inside an inline table nothing is compared.
 */
export function duplicateProblemsV1(text: string, tables: readonly DocumentTable[]): readonly SyntaxProblem[] {
  const problems: SyntaxProblem[] = [];
  const root = newNode("table", { start: 0, end: 0 });
  const written = new Map<string, Header>();
  for (const { header, entries } of tables) {
    const current = header === undefined ? root : enterTable(root, header, text, written, problems);
    if (current === undefined) continue;
    for (const entry of entries) addEntry(current, entry, problems);
  }
  return problems;
}

function newNode(kind: Node["kind"], at: Span): Node {
  return { children: undefined, at, kind };
}

function adopt(parent: Node, part: KeyPart, child: Node): void {
  parent.children ??= new Map();
  parent.children.set(part.name, child);
}

function enterTable(root: Node, header: Header, text: string, written: Map<string, Header>, problems: SyntaxProblem[]): Node | undefined {
  const last = header.key.at(-1);
  if (last === undefined) return undefined;
  if (header.array) return enterArrayTable(root, header.key, last, problems);
  const inside = text.slice(header.start + 1, header.end - 1);
  const same = written.get(inside);
  if (same !== undefined) {
    problems.push(clash(last, same, `the table "${last.name}" is already defined.`));
    return undefined;
  }
  written.set(inside, header);
  const found = walk(root, header.key, problems);
  if (found?.kind !== "inline") return found;
  problems.push(clash(last, found.at, `"${last.name}" already has a value.`));
  return undefined;
}

function enterArrayTable(root: Node, key: readonly KeyPart[], last: KeyPart, problems: SyntaxProblem[]): Node | undefined {
  const parent = walk(root, key.slice(0, -1), problems);
  const found = parent?.children?.get(last.name);
  if (found !== undefined && found.kind !== "array") {
    problems.push(clash(last, found.at, `"${last.name}" is already a table or value of another kind.`));
    return undefined;
  }
  const node = newNode("array", last);
  if (parent !== undefined) adopt(parent, last, node);
  return node;
}

/** The table at `key`, made if need be. */
function walk(from: Node, key: readonly KeyPart[], problems: SyntaxProblem[]): Node | undefined {
  let node = from;
  for (const part of key) {
    let next = node.children?.get(part.name);
    if (next?.kind === "value") {
      problems.push(clash(part, next.at, `"${part.name}" is a value, not a table.`));
      return undefined;
    }
    if (next === undefined) {
      next = newNode(node.kind === "inline" ? "inline" : "table", part);
      adopt(node, part, next);
    }
    node = next;
  }
  return node;
}

function addEntry(table: Node, entry: Entry, problems: SyntaxProblem[]): void {
  const last = entry.key.at(-1);
  const target = walk(table, entry.key.slice(0, -1), problems);
  if (last === undefined || target === undefined) return;
  const found = target.children?.get(last.name);
  if (found !== undefined || target.kind === "inline") {
    problems.push(clash(last, (found ?? target).at, `the key "${last.name}" is already defined.`));
    return;
  }
  adopt(target, last, nodeOf(entry, last));
}

function nodeOf({ value }: Entry, at: Span): Node {
  if (value.kind !== "table") return newNode("value", at);
  const node = newNode("inline", at);
  // Of entries with the same key the last one counts.
  for (const entry of value.entries) {
    const last = entry.key.at(-1);
    const parent = walk(node, entry.key.slice(0, -1), []);
    if (last !== undefined && parent !== undefined) adopt(parent, last, nodeOf(entry, last));
  }
  return node;
}

function clash(part: KeyPart, first: Span, message: string): SyntaxProblem {
  const related = { start: first.start, end: first.end, message: "The first definition is here." };
  return { code: "toml-syntax", start: part.start, end: part.end, message, readers: Reader.v1, related };
}
