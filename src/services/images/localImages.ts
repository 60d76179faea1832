import { isAbort } from "../../core/errors.ts";
import { ForeignText } from "../../core/foreignText.ts";
import { parseReference } from "../../core/reference.ts";
import { type Spawn, SpawnError } from "../../core/spawn.ts";
import type { Engine } from "./engine.ts";
import { ImagesError } from "./imagesError.ts";

/** An engine whose daemon hangs says nothing for ever. */
const timeoutMs = 15_000;
const maxOutputBytes = 4 * 1024 * 1024;
/** More are no help in a list; so many lines are looked at, since images without a name have one each, too. */
const mostImages = 1000;
const mostLines = 20_000;
/** A name has 255 characters with its registry and 128 of its tag. */
const longestLine = 512;
/** What is read of an error, and quoted. */
const longestSaid = 4096;
const longestWords = 300;

/** An image of this machine. */
export interface LocalImage {
  /** With its tag, as the engine names it. */
  readonly name: string;
  /** As the engine writes it. */
  readonly size: string;
}

/** An image without a name has `<none>` in place of one, which is no reference. nerdctl, docker and podman know the same names here. */
const rowFormat = "{{.Repository}}:{{.Tag}} {{.Size}}";

/** The named images that the engine has. Rejects with ImagesError, or with the signal's reason. */
export async function listLocalImages(engine: Engine, spawn: Spawn, signal: AbortSignal): Promise<readonly LocalImage[]> {
  const output = await run(engine, ["images", "--format", rowFormat], spawn, signal);
  const images = new Map<string, LocalImage>();
  for (const line of output.split("\n", mostLines)) {
    const image = line.length > longestLine ? undefined : imageIn(line.trimEnd());
    // nerdctl tells an image once for each of its platforms.
    if (image !== undefined && !images.has(image.name)) images.set(image.name, image);
    if (images.size === mostImages) break;
  }
  return [...images.values()];
}

function imageIn(line: string): LocalImage | undefined {
  const [, name = "", size = ""] = /^(\S+:[\w.-]+)(?: (.*))?$/.exec(line) ?? [];
  return isLocalName(name) ? { name, size } : undefined;
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
    const code = error instanceof SpawnError ? error.code : undefined;
    if (code === "program-not-found") throw new ImagesError("no-engine", `${engine} is gone`, engine);
    const words = code === undefined ? "" : (wordsFor[code] ?? "");
    throw new ImagesError("engine-failed", `${engine} images failed`, engine, new ForeignText(words), error);
  }
}

const wordsFor: Readonly<Partial<Record<SpawnError["code"], string>>> = {
  "program-not-trusted": "this folder is not trusted, so no program is run: “Workspaces: Manage Workspace Trust” trusts it",
  "program-timed-out": `no answer within ${timeoutMs / 1000} seconds`,
  "program-output-too-large": `more than ${maxOutputBytes / (1024 * 1024)} MB of output`,
};

/** How engines say that what they talk to is not there. */
const notRunning =
  /cannot connect to the docker daemon|is the docker daemon running|rootless containerd not running|cannot access containerd socket|cannot connect to podman|connection refused|dial unix|\.sock/i;

/** The first line says what is wrong; nerdctl's and podman's begin with a level and a time. */
function failed(engine: Engine, stderr: string): ImagesError {
  const said = stderr.trimStart().slice(0, longestSaid);
  const [line = ""] = said.split(/\r?\n/, 1);
  const [, told = line] = /\bmsg="((?:[^"\\]|\\.)*)"/.exec(line) ?? [];
  const words = told
    .trim()
    .replace(/^(?:Error|ERROR):\s*/, "")
    .slice(0, longestWords);
  const code = notRunning.test(said) ? "engine-not-running" : "engine-failed";
  return new ImagesError(code, `${engine} images failed`, engine, new ForeignText(words));
}
