import { type Dockerfile, DockerfileParser, type Instruction, type ModifiableInstruction } from "dockerfile-ast";
import { type ImageMention, literalMention } from "./imageMention.ts";

interface LinePlace {
  readonly line: number;
  readonly character: number;
}

interface Written {
  readonly start: LinePlace;
  readonly text: string;
}

/** What docker reads as no image at all. */
const nothing = "scratch";

/**
 * The images of a Dockerfile: of `FROM`, of `--from` in `COPY` and in the mounts of `RUN`, and of the directive `syntax`. A name of an earlier
 * stage is none. Never throws.
 */
export function* dockerfileImages(text: string): Generator<undefined, readonly ImageMention[]> {
  const file = DockerfileParser.parse(text);
  yield;
  const offsetOf = offsets(text);
  const stages = new Set<string>();
  const found: ImageMention[] = [];
  const add = ({ start, text: written }: Written, name = literalMention(0, written).name): void => {
    const meant = name?.toLowerCase();
    if (written === "" || meant === nothing || (meant !== undefined && stages.has(meant))) return;
    const at = offsetOf(start);
    found.push({ start: at, end: at + written.length, written, name });
  };
  for (const directive of file.getDirectives()) {
    const range = directive.getValueRange();
    if (directive.getName().toLowerCase() === "syntax" && range !== null) add({ start: range.start, text: directive.getValue() ?? "" });
  }
  for (const instruction of file.getInstructions()) {
    yield;
    const from = fromOf(instruction, file);
    if (from === undefined) for (const written of fromFlags(instruction)) add(written);
    else {
      add(from.written, from.name);
      if (from.stage !== undefined) stages.add(from.stage.toLowerCase());
    }
  }
  return found;
}

function fromOf(instruction: Instruction, file: Dockerfile) {
  if (instruction.getKeyword() !== "FROM") return undefined;
  const [image, as, stage] = instruction.getArguments();
  if (image === undefined) return undefined;
  const { start } = image.getRange();
  const written: Written = { start, text: image.getValue() };
  const name = substituted(written.text, (variable) => file.resolveVariable(variable, start.line) ?? undefined);
  return { written, name, stage: as?.getValue().toUpperCase() === "AS" ? stage?.getValue() : undefined };
}

/** The value of a variable, as Docker's reference has it: `$A`, `${A}`, `${A:-value}`, `${A:+value}`; undefined where one is not known. */
function substituted(text: string, valueOf: (variable: string) => string | undefined): string | undefined {
  let isKnown = true;
  const name = text.replaceAll(
    /\$(?:(\w+)|\{(\w+)(?:(:?[-+])([^{}]*))?\})/g,
    (_, plain?: string, braced?: string, operator?: string, word = "") => {
      const value = valueOf(plain ?? braced ?? "") || undefined;
      const meant =
        operator?.endsWith("+") === true ? (value === undefined ? "" : word) : (value ?? (operator === undefined ? undefined : word));
      isKnown &&= meant !== undefined;
      return meant ?? "";
    },
  );
  return isKnown ? literalMention(0, name).name : undefined;
}

/** `COPY --from=IMAGE`, `RUN --mount=type=bind,from=IMAGE,…`; a number is a stage. */
function fromFlags(instruction: Instruction): readonly Written[] {
  const keyword = instruction.getKeyword();
  if (keyword !== "COPY" && keyword !== "RUN") return [];
  return (instruction as ModifiableInstruction).getFlags().flatMap((flag): Written[] => {
    const [name, value, range] = [flag.getName(), flag.getValue(), flag.getValueRange()];
    if (value === null || range === null) return [];
    const part =
      keyword === "COPY" ? (name === "from" ? { at: 0, text: value } : undefined) : name === "mount" ? fromPart(value) : undefined;
    if (part === undefined || /^\d+$/.test(part.text)) return [];
    return [{ start: { line: range.start.line, character: range.start.character + part.at }, text: part.text }];
  });
}

function fromPart(mount: string): { readonly at: number; readonly text: string } | undefined {
  const found = /(?:^|,)from=([^,]*)/.exec(mount);
  const text = found?.[1];
  return found === null || text === undefined ? undefined : { at: found.index + found[0].length - text.length, text };
}

/** The library counts lines and characters, as editors do. */
function offsets(text: string): (position: LinePlace) => number {
  const lines = [0, ...[...text.matchAll(/\r\n|\n|\r/g)].map(({ index, 0: end }) => index + end.length)];
  return ({ line, character }) => (lines[line] ?? text.length) + character;
}
