import { type Dirent, existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";

/** What a secret looks like wherever it turns up: itself, in an address or a form, in JSON, and in the base64 of any text around it. */
export function formsOf(secret: string): readonly Buffer[] {
  const form = new URLSearchParams({ s: secret }).toString().slice("s=".length);
  const texts = [secret, encodeURIComponent(secret), form, JSON.stringify(secret).slice(1, -1), ...base64Of(secret)];
  return [...new Set(texts)].flatMap((text) => [Buffer.from(text), Buffer.from(text, "utf16le")]);
}

/** The middle of the secret's base64 in its three positions; the groups at its ends also hold bits of what stands beside it. */
function base64Of(secret: string): readonly string[] {
  const codes = [0, 1, 2].map((before) =>
    Buffer.concat([Buffer.alloc(before), Buffer.from(secret)])
      .toString("base64")
      .slice(4, -4),
  );
  return [...codes, ...codes.map((code) => code.replaceAll("+", "-").replaceAll("/", "_"))];
}

export function holds(bytes: Buffer, forms: readonly Buffer[]): boolean {
  return forms.some((form) => bytes.includes(form));
}

/** The files below a folder that hold one of the forms, relative to it. Links are not followed. */
export function filesThatHold(folder: string, forms: readonly Buffer[]): readonly string[] {
  return filesBelow(folder)
    .filter((file) => holds(readIfThere(file), forms))
    .map((file) => path.relative(folder, file))
    .toSorted();
}

/** Without readdir's own recursion, which follows links: a sandbox has one to the extension, and so to all that lies beside it. */
function filesBelow(folder: string): readonly string[] {
  return entriesIfThere(folder).flatMap((entry) => {
    const file = path.join(folder, entry.name);
    if (entry.isDirectory()) return filesBelow(file);
    return entry.isFile() ? [file] : [];
  });
}

function entriesIfThere(folder: string): readonly Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}

/** Files come and go while they are listed. */
function readIfThere(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch {
    return Buffer.alloc(0);
  }
}

const sampleMs = 10;
/** A new process shows its parent's arguments until it starts its own program. */
const looksPerProcess = 10;

/** Collects the arguments and the environment of the processes of this machine, as often as it gets to look. Linux only. */
export class ProcessHunt {
  static readonly isPossible = existsSync("/proc/self/cmdline");
  readonly #looks = new Map<string, number>();
  readonly #seen = new Map<string, { readonly args: string; readonly environment: Buffer }>();
  readonly #timer = setInterval(() => this.#look(), sampleMs);

  /** The programs that were given one of the forms as an argument, or in their environment. */
  programsThatHold(forms: readonly Buffer[]): readonly string[] {
    const found = [...this.#seen.values()].filter(({ args, environment }) => holds(Buffer.from(args), forms) || holds(environment, forms));
    return [...new Set(found.map(({ args }) => args.split("\0", 1)[0] ?? ""))];
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  #look(): void {
    const pids = new Set(readdirSync("/proc").filter((name) => /^[0-9]+$/.test(name)));
    // The system gives the number of a process that has ended to another one.
    for (const pid of this.#looks.keys()) if (!pids.has(pid)) this.#looks.delete(pid);
    for (const pid of pids) {
      const looks = this.#looks.get(pid) ?? 0;
      if (looks >= looksPerProcess) continue;
      this.#looks.set(pid, looks + 1);
      const args = readIfThere(`/proc/${pid}/cmdline`).toString("utf8");
      const key = `${pid} ${args}`;
      if (!this.#seen.has(key)) this.#seen.set(key, { args, environment: readIfThere(`/proc/${pid}/environ`) });
    }
  }
}
