import { type Arg, DockerfileParser, type Instruction, type ModifiableInstruction } from "dockerfile-ast";
import { directivesOf, dockerfileInstructions, type InstructionPlace } from "./dockerfileInstructions.ts";
import { type ImageMention, literalMention, mostImagesOfFile } from "./imageMention.ts";

interface LinePlace {
  readonly line: number;
  readonly character: number;
}

interface Written {
  readonly start: number;
  readonly text: string;
}

/** An instruction by itself, and where its parts stand in the file. */
interface ReadInstruction {
  readonly instruction: Instruction;
  readonly offsetOf: (place: LinePlace) => number;
}

/** What docker reads as no image at all. */
const nothing = "scratch";
/** Longer names are none, and longer values no part of one. */
const longestName = 1_000;
/** Longer instructions are not read: the library takes each in one go. */
const longestInstruction = 8 * 1024;

/**
 * The images of a Dockerfile: of `FROM`, of `--from` in `COPY` and in the mounts of `RUN`, and of the directive `syntax`. A name of an earlier
 * stage is none. Never throws.
 */
export function* dockerfileImages(text: string): Generator<undefined, readonly ImageMention[]> {
  const found = new FoundImages(text);
  const directives = directivesOf(text);
  const syntax = directives.find(({ name }) => name === "syntax");
  if (syntax !== undefined) found.add({ start: syntax.start, text: syntax.value });
  const escape = directives.find(({ name }) => name === "escape")?.value ?? "";
  for (const place of dockerfileInstructions(text, escape)) {
    yield;
    const read = place === undefined || found.images.length >= mostImagesOfFile ? undefined : readInstruction(text, place, escape);
    if (read !== undefined) found.read(read);
  }
  return found.images;
}

/** By itself, since the library takes the longer over comments and variables the more stages there are. */
function readInstruction(text: string, { start, end }: InstructionPlace, escape: string): ReadInstruction | undefined {
  if (end - start > longestInstruction) return undefined;
  const directive = escape === "`" ? "# escape=`\n" : "";
  const source = directive + text.slice(start, end);
  if (!/^\s*(?:ARG|COPY|FROM|RUN)(?:\s|\\|`)/i.test(source.slice(directive.length))) return undefined;
  const [instruction] = DockerfileParser.parse(source).getInstructions();
  if (instruction === undefined) return undefined;
  const placed = offsets(source);
  return { instruction, offsetOf: (place) => start - directive.length + placed(place) };
}

/** What stands before the first stage is known in every `FROM`, and what stands later in none (Dockerfile reference, "Scope"). */
function addDefaults(instruction: Arg, defaults: Map<string, string>): void {
  for (const property of instruction.getProperties()) {
    if (property.getAssignmentOperator() !== "=") continue;
    const value = substituted(property.getValue() ?? "", defaults);
    if (value === undefined) defaults.delete(property.getName());
    else defaults.set(property.getName(), value);
  }
}

/**
 * With the values of variables, as Docker's reference has it: `$A`, `${A}`, `${A:-value}`, `${A:+value}`, without the colon whether or not
 * the value is empty. Undefined where one is not known.
 */
function substituted(text: string, values: ReadonlyMap<string, string>): string | undefined {
  if (text.length > longestName) return undefined;
  let isKnown = true;
  const name = text.replaceAll(
    /\$(?:(\w+)|\{(\w+)(?:(:?)([-+])([^{}]*))?\})/g,
    (_, plain?: string, braced?: string, colon?: string, operator?: string, word = "") => {
      const value = values.get(plain ?? braced ?? "");
      const isSet = value !== undefined && (colon !== ":" || value !== "");
      const meant = operator === "+" ? (isSet ? word : "") : operator === "-" && !isSet ? word : value;
      isKnown &&= meant !== undefined;
      return meant ?? "";
    },
  );
  return isKnown && name.length <= longestName ? literalMention(0, name).name : undefined;
}

/** `COPY --from=IMAGE`, `RUN --mount=type=bind,from=IMAGE,…`; a number is a stage. */
function fromFlags({ instruction, offsetOf }: ReadInstruction): readonly Written[] {
  const isCopy = instruction.getKeyword() === "COPY";
  return (instruction as ModifiableInstruction).getFlags().flatMap((flag): Written[] => {
    const [name, value, range] = [flag.getName(), flag.getValue(), flag.getValueRange()];
    if (value === null || range === null) return [];
    const part = isCopy ? (name === "from" ? { at: 0, text: value } : undefined) : name === "mount" ? fromPart(value) : undefined;
    if (part === undefined || /^\d+$/.test(part.text)) return [];
    return [{ start: offsetOf(range.start) + part.at, text: part.text }];
  });
}

function fromPart(mount: string): { readonly at: number; readonly text: string } | undefined {
  const found = /(?:^|,)from=([^,]*)/i.exec(mount);
  const text = found?.[1];
  return found === null || text === undefined ? undefined : { at: found.index + found[0].length - text.length, text };
}

/** The library counts lines and characters, as editors do. */
function offsets(text: string): (position: LinePlace) => number {
  const lines = [0, ...[...text.matchAll(/\r\n|\n|\r/g)].map(({ index, 0: end }) => index + end.length)];
  return ({ line, character }) => (lines[line] ?? text.length) + character;
}

/** What was found so far, and what was said that names may mean. */
class FoundImages {
  readonly images: ImageMention[] = [];
  readonly #text: string;
  readonly #stages = new Set<string>();
  readonly #defaults = new Map<string, string>();
  #isBeforeStages = true;

  constructor(text: string) {
    this.#text = text;
  }

  read(read: ReadInstruction): void {
    const keyword = read.instruction.getKeyword();
    if (keyword === "FROM") this.#readFrom(read);
    else if (keyword === "ARG" && this.#isBeforeStages) addDefaults(read.instruction as Arg, this.#defaults);
    else if (keyword === "COPY" || keyword === "RUN") for (const written of fromFlags(read)) this.add(written);
  }

  add({ start, text: written }: Written, name = literalMention(0, written).name): void {
    const meant = name?.toLowerCase();
    if (written === "" || meant === nothing || (meant !== undefined && this.#stages.has(meant))) return;
    const end = start + written.length;
    // A name that goes on in the next line is written in pieces.
    if (this.#text.slice(start, end) === written) this.images.push({ start, end, written, name });
  }

  #readFrom({ instruction, offsetOf }: ReadInstruction): void {
    this.#isBeforeStages = false;
    const [image, as, stage] = instruction.getArguments();
    if (image === undefined) return;
    const written = image.getValue();
    this.add({ start: offsetOf(image.getRange().start), text: written }, substituted(written, this.#defaults));
    if (as?.getValue().toUpperCase() === "AS" && stage !== undefined) this.#stages.add(stage.getValue().toLowerCase());
  }
}
