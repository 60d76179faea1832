import { randomUUID } from "node:crypto";
import type { Clock } from "../core/clock.ts";
import { systemErrorCode } from "../core/errors.ts";
import type { FileSystem } from "../core/fileSystem.ts";
import type { ProcessIdentity, Spawn } from "../core/spawn.ts";
import { FileRefusedError, readOrdinaryFile } from "../core/ordinaryFile.ts";
import { CredentialsError } from "./credentialsError.ts";

export interface ConfigLock {
  /** Whether nobody has taken the lock over meanwhile. */
  isHeld(): Promise<boolean>;
  release(): Promise<void>;
}

interface LockDependencies {
  readonly files: FileSystem;
  readonly spawn: Spawn;
  readonly clock: Clock;
}

/** A holder keeps the lock for some milliseconds. One that does not change for this long belongs to nobody any more. */
const abandonedAfterMs = 10_000;
/** The same for a lock without a name in it: its process ended between creating and writing it. */
const namelessAfterMs = 1_000;
const giveUpAfterMs = 30_000;
/** After a takeover, the time in which another process may do the same: the last one has the lock. */
const settleMs = 60;

const maxLockBytes = 4096;
const lockSuffix = ".lock";

export function lockPathOf(target: string): string {
  return target + lockSuffix;
}

/**
 * Takes the advisory lock beside `target`: a file that says who holds it. A lock is stale when its process is dead (the
 * same machine only), or when it has not changed while we waited; no clocks of different machines are compared.
 * A stale lock is replaced rather than removed, so that no moment is without one.
 * Rejects with CredentialsError `config-locked`, a system error, or the signal's reason.
 */
export async function takeLock(target: string, dependencies: LockDependencies, signal?: AbortSignal): Promise<ConfigLock> {
  const { files, spawn, clock } = dependencies;
  const path = lockPathOf(target);
  const content = JSON.stringify({ ...spawn.self, token: randomUUID() } satisfies ProcessIdentity & { token: string });
  const startedAt = clock.now();
  let seen: string | undefined;
  let seenSince = startedAt;
  for (let attempt = 0; ; attempt++) {
    signal?.throwIfAborted();
    if (await createLock(files, path, content)) break;
    const holder = await readLock(files, path);
    if (holder !== seen) {
      seen = holder;
      seenSince = clock.now();
    }
    if (holder !== undefined && isStale(holder, clock.now() - seenSince, spawn) && (await takeOver(dependencies, path, holder, content)))
      break;
    if (clock.now() - startedAt > giveUpAfterMs) throw lockedError(target, path);
    // Waiting differs between processes, so that they do not come back all at once.
    await clock.sleep(2 + Math.random() * Math.min(4 + attempt * 2, 40), signal);
  }
  const isHeld = async (): Promise<boolean> => (await readLock(files, path)) === content;
  return { isHeld, release: async () => void ((await isHeld()) && (await files.remove(path))) };
}

async function createLock(files: FileSystem, path: string, content: string): Promise<boolean> {
  try {
    await files.createFile(path, Buffer.from(content), 0o600, false);
    return true;
  } catch (error) {
    if (systemErrorCode(error) === "EEXIST") return false;
    throw error;
  }
}

/** Who holds the lock: undefined for nobody, "" while it is being written. */
async function readLock(files: FileSystem, path: string): Promise<string | undefined> {
  try {
    return Buffer.from(await readOrdinaryFile(files, path, maxLockBytes)).toString("utf8");
  } catch (error) {
    // Nobody of ours: it will not go by itself.
    if (error instanceof FileRefusedError) throw lockedError(path.slice(0, -lockSuffix.length), path);
    if (systemErrorCode(error) === "ENOENT") return undefined;
    throw error;
  }
}

/** Puts our lock in the place of a stale one. Of several processes that do so at once, the last to rename has the lock. */
async function takeOver({ files, clock }: LockDependencies, path: string, stale: string, content: string): Promise<boolean> {
  const own = `${path}.${randomUUID()}.tmp`;
  await files.createFile(own, Buffer.from(content), 0o600, false);
  try {
    if ((await readLock(files, path)) !== stale) {
      await files.remove(own);
      return false;
    }
    await files.rename(own, path);
  } catch (error) {
    // The process that was faster took our file for an abandoned one.
    if (systemErrorCode(error) === "ENOENT") return false;
    throw error;
  }
  await clock.sleep(settleMs);
  return (await readLock(files, path)) === content;
}

function isStale(holder: string, unchangedMs: number, spawn: Spawn): boolean {
  const identity = parseHolder(holder);
  if (identity === undefined) return unchangedMs > namelessAfterMs;
  return unchangedMs > abandonedAfterMs || (identity.hostName === spawn.self.hostName && !spawn.isRunning(identity.pid));
}

function parseHolder(holder: string): ProcessIdentity | undefined {
  try {
    const { pid, hostName } = JSON.parse(holder) as Partial<ProcessIdentity>;
    return typeof pid === "number" && typeof hostName === "string" ? { pid, hostName } : undefined;
  } catch {
    return undefined;
  }
}

function lockedError(target: string, lockPath: string): CredentialsError {
  return new CredentialsError("config-locked", `${target} is locked by ${lockPath}`, { params: { path: target, lockPath } });
}
