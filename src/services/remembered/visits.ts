import type { Memory } from "../../core/memory.ts";
import { ownValue } from "../../core/ownValue.ts";

/** The tags of a repository as somebody saw them. */
export interface Visit {
  /** Milliseconds since 1970. */
  readonly at: number;
  /** Hashes of the tags' names, 32 bits each, in base64; empty where there were too many to keep, or not all were known: then only dates tell. */
  readonly names: string;
}

/** Host, a slash and repository → visit. */
export type VisitByRepository = Readonly<Record<string, Visit>>;

/** What has happened to a tag since the last visit. */
export interface News {
  readonly kind: "new" | "updated";
  readonly since: Date;
}

const maxRepositories = 40;
/** Of one repository, and of all together, so many names are kept; and so also the kilobytes: 4 bytes a name. */
const maxNames = 20_000;
const maxNamesOfAll = 40_000;

interface LastVisit {
  readonly at: number;
  readonly hashes: ReadonlySet<number>;
}

/** Which tags repositories had when a person looked last: before this window, whose own looks do not make the news old. */
export class Visits {
  readonly #memory: Memory<VisitByRepository>;
  readonly #now: () => number;
  readonly #last = new Map<string, LastVisit | undefined>();

  constructor(memory: Memory<VisitByRepository>, now: () => number) {
    this.#memory = memory;
    this.#now = now;
  }

  /** Somebody looks at a repository that has just these tags; none where it has tags with dates, not all of which are known. */
  async saw(host: string, repository: string, tags: Iterable<string>, count: number): Promise<void> {
    const key = `${host}/${repository}`;
    this.#lastOf(key);
    const { [key]: _, ...others } = this.#memory.read();
    const names = count > maxNames ? "" : Buffer.from(Uint32Array.from(tags, hashOf).buffer).toString("base64");
    await this.#memory.write(
      bounded([[key, { at: this.#now(), names }], ...Object.entries(others).toSorted(([, a], [, b]) => b.at - a.at)]),
    );
  }

  /** Undefined as well where the repository was not looked at before. */
  newsOf(host: string, repository: string, tag: string, updatedAt: Date | undefined): News | undefined {
    const last = this.#lastOf(`${host}/${repository}`);
    if (last === undefined) return undefined;
    const since = new Date(last.at);
    if (last.hashes.size > 0 && !last.hashes.has(hashOf(tag))) return { kind: "new", since };
    return updatedAt !== undefined && updatedAt.getTime() > last.at ? { kind: "updated", since } : undefined;
  }

  #lastOf(key: string): LastVisit | undefined {
    if (this.#last.has(key)) return this.#last.get(key);
    const visit = ownValue(this.#memory.read(), key);
    const last = visit === undefined ? undefined : { at: visit.at, hashes: hashesIn(visit.names) };
    this.#last.set(key, last);
    return last;
  }
}

/** The first of the visits; those that come when there are enough names keep their date alone. */
function bounded(visits: readonly (readonly [key: string, visit: Visit])[]): VisitByRepository {
  let left = maxNamesOfAll;
  const kept = visits.slice(0, maxRepositories).map(([key, { at, names }]) => {
    // Four bytes each, in base64.
    const count = Math.floor((names.length * 3) / 16);
    const fits = count <= left;
    if (fits) left -= count;
    return [key, { at, names: fits ? names : "" }] as const;
  });
  return Object.fromEntries(kept);
}

function hashesIn(names: string): ReadonlySet<number> {
  const bytes = Uint8Array.from(Buffer.from(names, "base64"));
  return new Set(new Uint32Array(bytes.buffer, 0, Math.floor(bytes.length / 4)));
}

/** FNV-1a of the UTF-16 units: two names have the same one once in four billion. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  return hash >>> 0;
}
