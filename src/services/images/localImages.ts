import { isAbort } from "../../core/errors.ts";
import { ForeignText } from "../../core/foreignText.ts";
import { parseReference } from "../../core/reference.ts";
import { type Spawn, SpawnError } from "../../core/spawn.ts";
import type { Engine } from "./engine.ts";
import { ImagesError } from "./imagesError.ts";

/** An engine whose daemon hangs says nothing for ever. */
const timeoutMs = 15_000;
const maxOutputBytes = 4 * 1024 * 1024;
/** More are no help in a list. */
const mostImages = 1000;
const longestWords = 300;

/** An image of this machine. */
export interface LocalImage {
  /** With its tag, as the engine names it. */
  readonly name: string;
  /** As the engine writes it. */
  readonly size: string;
}

/** How each engine prints its images for programs. */
const argsOf: Readonly<Record<Engine, readonly string[]>> = {
  nerdctl: ["images", "--format", "{{json .}}"],
  docker: ["images", "--format", "{{json .}}"],
  podman: ["images", "--format", "json"],
};

/** The named images that the engine has. Rejects with ImagesError, or with the signal's reason. */
export async function listLocalImages(engine: Engine, spawn: Spawn, signal: AbortSignal): Promise<readonly LocalImage[]> {
  const output = await run(engine, argsOf[engine], spawn, signal);
  const rows = engine === "podman" ? rowsIn(output) : output.split("\n").flatMap(rowsIn);
  const images = rows.flatMap((row) => (engine === "podman" ? podmanImages(row) : dockerImages(row)));
  // podman tells an image with two names twice, with both.
  const named = new Map(images.filter(({ name }) => isLocalName(name)).map((image) => [image.name, image]));
  return [...named.values()].slice(0, mostImages);
}

/** Whether an engine may know an image of this machine by it: a reference, or the beginning of an id. */
export function isLocalName(name: string): boolean {
  if (/^(?:sha256:)?[a-f0-9]{12,64}$/.test(name)) return true;
  try {
    parseReference(name);
    return true;
  } catch {
    return false;
  }
}

async function run(engine: Engine, args: readonly string[], spawn: Spawn, signal: AbortSignal): Promise<string> {
  try {
    const { exitCode, stdout, stderr } = await spawn.run({ program: engine, args, isGroup: true, timeoutMs, maxOutputBytes, signal });
    if (exitCode === 0) return stdout;
    throw failed(engine, stderr);
  } catch (error) {
    if (isAbort(error) || error instanceof ImagesError) throw error;
    if (error instanceof SpawnError && error.code === "program-not-found") throw new ImagesError("no-engine", `${engine} is gone`, engine);
    const words = error instanceof SpawnError && error.code === "program-timed-out" ? `no answer within ${timeoutMs / 1000} seconds` : "";
    throw new ImagesError("engine-failed", `${engine} images failed`, engine, new ForeignText(words), error);
  }
}

/** How engines say that what they talk to is not there. */
const notRunning =
  /cannot connect to the docker daemon|is the docker daemon running|rootless containerd not running|cannot access containerd socket|cannot connect to podman|connection refused|dial unix|\.sock/i;

/** The first line says what is wrong; nerdctl's and podman's begin with a level and a time. */
function failed(engine: Engine, stderr: string): ImagesError {
  const line = stderr.split(/\r?\n/).find((each) => each.trim() !== "") ?? "";
  const [, told = line] = /\bmsg="((?:[^"\\]|\\.)*)"/.exec(line) ?? [];
  const words = told
    .trim()
    .replace(/^(?:Error|ERROR):\s*/, "")
    .slice(0, longestWords);
  const code = notRunning.test(stderr) ? "engine-not-running" : "engine-failed";
  return new ImagesError(code, `${engine} images failed`, engine, new ForeignText(words));
}

type Row = Readonly<Record<string, unknown>>;

function rowsIn(json: string): readonly Row[] {
  if (json.trim() === "") return [];
  try {
    const value: unknown = JSON.parse(json);
    return [value].flat().filter((each): each is Row => typeof each === "object" && each !== null);
  } catch {
    return [];
  }
}

/** An image without a name has `<none>` in place of one, which is no reference. */
function dockerImages({ Repository: repository, Tag: tag, Size: size }: Row): readonly LocalImage[] {
  if (typeof repository !== "string" || typeof tag !== "string") return [];
  return [{ name: `${repository}:${tag}`, size: typeof size === "string" ? size : "" }];
}

function podmanImages({ Names: names, Size: size }: Row): readonly LocalImage[] {
  const listed = Array.isArray(names) ? names.filter((each): each is string => typeof each === "string") : [];
  return listed.map((name) => ({ name, size: typeof size === "number" ? megabytes(size) : "" }));
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}
