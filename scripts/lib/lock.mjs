// A lock between processes: a file that names its owner's process id, and is void when that process is gone.
import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";

const pollMs = 250;

/** @param {string} file @returns {number | undefined} the owner's process id; undefined where there is no lock file */
function readOwner(file) {
  try {
    return Number(readFileSync(file, "utf8"));
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code !== "ENOENT") throw error;
    return undefined;
  }
}

/** @param {number} pid */
function isAlive(pid) {
  // What holds no number was written by nobody who holds the lock.
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code === "EPERM";
  }
}

/** @param {string} file @returns {boolean} whether this process owns the lock now */
function tryAcquire(file) {
  const mine = `${file}.${process.pid}`;
  writeFileSync(mine, String(process.pid));
  try {
    // A link appears with its content, which creating and then writing a file would not.
    linkSync(mine, file);
    return true;
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code !== "EEXIST") throw error;
    return false;
  } finally {
    rmSync(mine, { force: true });
  }
}

/** @param {string} file @param {number} owner a process id that is known to be gone */
function removeStale(file, owner) {
  const aside = `${file}.stale-${process.pid}`;
  try {
    renameSync(file, aside);
    // Another process may have replaced the stale lock by its own between our look and the rename.
    if (!Object.is(readOwner(aside), owner)) linkSync(aside, file);
  } catch {
    // Somebody else was faster: the next try decides.
  }
  rmSync(aside, { force: true });
}

/**
 * Runs `work` while no other process holds the lock.
 * @template T
 * @param {string} file its folder is made if need be
 * @param {string} purpose what the owner does, for the line that a waiting process prints
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withLock(file, purpose, work) {
  mkdirSync(path.dirname(file), { recursive: true });
  let told = false;
  while (!tryAcquire(file)) {
    const owner = readOwner(file);
    if (owner === undefined) continue;
    if (!isAlive(owner)) {
      removeStale(file, owner);
      continue;
    }
    if (!told) console.error(`Waiting for process ${owner}, which ${purpose} …`);
    told = true;
    await delay(pollMs);
  }
  try {
    return await work();
  } finally {
    rmSync(file, { force: true });
  }
}
