import { type CST, Lexer, Parser } from "yaml";
import { type ImageMention, isReferenceWithHost, literalMention, mostImagesOfFile } from "./imageMention.ts";
import { pathBelow, type YamlPlace } from "./yamlPlaces.ts";

/** Nobody nests deeper, nor names a key at such length. */
const deepest = 64;
const longestKey = 256;
/** Of one collection in brackets: the library takes all of them in one go when that ends. */
const mostItems = 10_000;

interface Scalar {
  /** Of its text, without quotation marks. */
  readonly start: number;
  readonly text: string;
}

interface TokenVisit {
  readonly token: CST.Token;
  readonly path: string;
  readonly depth: number;
}

/**
 * The images of a text of YAML, or JSON, at the places that its kind of file has for them. Reads what is still being typed as well as it
 * goes, and no document that nests without end: never throws. Yields between its steps.
 */
export function* yamlImages(text: string, places: readonly YamlPlace[]): Generator<undefined, readonly ImageMention[]> {
  const found: ImageMention[] = [];
  const parser = new Parser();
  const extent = new Extent();
  for (const lexeme of new Lexer().lex(text)) {
    if (extent.isBeyond(lexeme)) return inOrder(found);
    for (const token of parser.next(lexeme)) yield* imagesBelow(token, places, found);
    yield;
  }
  for (const token of parser.end()) yield* imagesBelow(token, places, found);
  return inOrder(found);
}

function inOrder(found: readonly ImageMention[]): readonly ImageMention[] {
  return found.toSorted((a, b) => a.start - b.start);
}

function* imagesBelow(document: CST.Token, places: readonly YamlPlace[], found: ImageMention[]): Generator<undefined> {
  if (document.type !== "document" || document.value === undefined) return;
  const stack: TokenVisit[] = [{ token: document.value, path: "", depth: 0 }];
  for (let visit = stack.pop(); visit !== undefined && found.length < mostImagesOfFile; visit = stack.pop()) {
    yield;
    const scalar = scalarOf(visit.token);
    if (scalar !== undefined) collect(scalar, visit.path, false, places, found);
    if (!isCollection(visit.token) || visit.depth === deepest) continue;
    for (const [index, item] of visit.token.items.entries()) {
      const below = stepInto(visit, item, index);
      if (below === undefined) continue;
      if (below.name !== undefined && found.length < mostImagesOfFile) collect(below.name, below.path, true, places, found);
      if (item.value !== undefined) stack.push({ token: item.value, path: below.path, depth: visit.depth + 1 });
      if (index % 256 === 255) yield;
    }
  }
}

/** The path of an item, and its key where it has one; undefined where what leads to it is no simple key. */
function stepInto({ token, path }: TokenVisit, { key }: CST.CollectionItem, index: number) {
  if (token.type === "block-seq" || (token.type === "flow-collection" && token.start.source === "["))
    return { name: undefined, path: pathBelow(path, index) };
  const name = key === undefined || key === null ? undefined : scalarOf(key);
  return name === undefined ? undefined : { name, path: pathBelow(path, name.text.slice(0, longestKey)) };
}

function isCollection(token: CST.Token): token is CST.BlockMap | CST.BlockSequence | CST.FlowCollection {
  return token.type === "block-map" || token.type === "block-seq" || token.type === "flow-collection";
}

/** Of one line, and written as it is meant: no image's name needs anything else. */
function scalarOf(token: CST.Token): Scalar | undefined {
  if (token.type === "scalar") return token.source.includes("\n") ? undefined : { start: token.offset, text: token.source };
  if (token.type !== "single-quoted-scalar" && token.type !== "double-quoted-scalar") return undefined;
  const quote = token.source.slice(0, 1);
  // It ends with its line, where the closing quotation mark is not typed yet.
  const [line = ""] = token.source.slice(1).split(/[\r\n]/, 1);
  const inner = line.endsWith(quote) ? line.slice(0, -1) : line;
  return /[\\'"]/.test(inner) ? undefined : { start: token.offset + 1, text: inner };
}

function collect({ start, text }: Scalar, path: string, isKey: boolean, places: readonly YamlPlace[], found: ImageMention[]): void {
  const place = places.find((each) => (each.isKey === true) === isKey && each.path.test(path));
  if (place === undefined) return;
  const { scheme = "", needsHost = false } = place;
  if (!text.startsWith(scheme)) return;
  const name = text.slice(scheme.length);
  if (name !== "" && (!needsHost || isReferenceWithHost(name))) found.push(literalMention(start + scheme.length, name));
}

/** What stands before the text of a scalar among the library's lexemes. */
const beforeScalar = "\u001f";

/** How far the collections go that a text has opened. */
class Extent {
  /** The commas of each that stands in brackets. */
  readonly #inBrackets: number[] = [];
  /** Those that begin on this line without brackets. */
  #onLine = 0;
  #before = "";

  isBeyond(lexeme: string): boolean {
    const isScalar = this.#before === beforeScalar;
    this.#before = lexeme;
    if (isScalar) return false;
    const innermost = this.#inBrackets.length - 1;
    if (lexeme === "[" || lexeme === "{") this.#inBrackets.push(0);
    else if (lexeme === "]" || lexeme === "}") this.#inBrackets.pop();
    else if (lexeme === "," && innermost >= 0) this.#inBrackets[innermost] = (this.#inBrackets[innermost] ?? 0) + 1;
    else if (/^[-?:]$/.test(lexeme) && innermost < 0) this.#onLine++;
    else if (/[\r\n]/.test(lexeme)) this.#onLine = 0;
    return this.#inBrackets.length > deepest || this.#onLine > deepest || (this.#inBrackets.at(-1) ?? 0) > mostItems;
  }
}
