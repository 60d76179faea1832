import { dirname, resolve } from "node:path";
import type { FileStat, FileSystem } from "../../../../src/core/fileSystem.ts";

interface Node {
  readonly kind: "file" | "directory" | "symlink";
  content: Buffer;
  mode: number;
  uid: number;
  gid: number;
  readonly inode: number;
  mtimeMs: number;
}

function systemError(code: string, path: string): Error {
  return Object.assign(new Error(`${code}: ${path}`), { code });
}

/** A file system in memory with POSIX semantics, as root. `before` runs first in each operation, and may fail it or meddle. */
export class MemoryFileSystem implements FileSystem {
  readonly nodes = new Map<string, Node>();
  before: (operation: keyof FileSystem, path: string) => void | Promise<void> = () => {};
  #nextInode = 1;

  constructor() {
    this.#put("/", "directory", Buffer.alloc(0), 0o755);
  }

  /** Adds a file, with its directories. */
  write(path: string, text: string | Buffer, mode = 0o600): this {
    this.mkdir(dirname(path));
    this.#put(path, "file", Buffer.from(text), mode);
    return this;
  }

  link(path: string, target: string): this {
    this.mkdir(dirname(path));
    this.#put(path, "symlink", Buffer.from(target), 0o777);
    return this;
  }

  mkdir(path: string, mode = 0o755): this {
    if (this.nodes.has(path)) return this;
    this.mkdir(dirname(path));
    this.#put(path, "directory", Buffer.alloc(0), mode);
    return this;
  }

  text(path: string): string | undefined {
    return this.nodes.get(path)?.content.toString("utf8");
  }

  /** Everything but directories. */
  get files(): readonly string[] {
    return [...this.nodes].filter(([, node]) => node.kind !== "directory").map(([path]) => path);
  }

  async readFile(path: string): Promise<Uint8Array> {
    await this.before("readFile", path);
    const node = this.#node(this.#resolve(path));
    if (node.kind === "directory") throw systemError("EISDIR", path);
    return Buffer.from(node.content);
  }

  async stat(path: string): Promise<FileStat> {
    await this.before("stat", path);
    return this.#statOf(this.#node(this.#resolve(path)));
  }

  async lstat(path: string): Promise<FileStat> {
    await this.before("lstat", path);
    return this.#statOf(this.#node(this.#parent(path)));
  }

  async readDirectory(path: string): Promise<readonly string[]> {
    await this.before("readDirectory", path);
    const directory = this.#resolve(path);
    this.#node(directory);
    return [...this.nodes.keys()]
      .filter((name) => name !== "/" && dirname(name) === directory)
      .map((name) => name.slice(name.lastIndexOf("/") + 1));
  }

  async realpath(path: string): Promise<string> {
    await this.before("realpath", path);
    const real = this.#resolve(path);
    this.#node(real);
    return real;
  }

  async readLink(path: string): Promise<string> {
    await this.before("readLink", path);
    return this.#node(this.#parent(path)).content.toString("utf8");
  }

  async makeDirectory(path: string, mode: number): Promise<void> {
    await this.before("makeDirectory", path);
    const existing = this.nodes.get(path);
    if (existing !== undefined && existing.kind !== "symlink" && existing.kind !== "directory") throw systemError("EEXIST", path);
    for (let parent = dirname(path); parent !== "/"; parent = dirname(parent)) {
      if (this.nodes.get(parent)?.kind === "file") throw systemError("ENOTDIR", path);
    }
    this.mkdir(path, mode);
  }

  async createFile(path: string, content: Uint8Array, mode: number): Promise<void> {
    await this.before("createFile", path);
    const place = this.#parent(path);
    if (this.nodes.has(place)) throw systemError("EEXIST", path);
    if (!this.nodes.has(dirname(place))) throw systemError("ENOENT", path);
    this.#put(place, "file", Buffer.from(content), mode);
  }

  async overwriteFile(path: string, content: Uint8Array): Promise<void> {
    await this.before("overwriteFile", path);
    this.#node(this.#resolve(path)).content = Buffer.from(content);
  }

  async createLink(target: string, path: string): Promise<void> {
    await this.before("createLink", path);
    const place = this.#parent(path);
    if (this.nodes.has(place)) throw systemError("EEXIST", path);
    this.#put(place, "symlink", Buffer.from(target), 0o777);
  }

  async rename(from: string, to: string): Promise<void> {
    await this.before("rename", to);
    const node = this.#node(this.#parent(from));
    if (this.nodes.get(this.#parent(to))?.kind === "directory") throw systemError("EISDIR", to);
    this.nodes.delete(this.#parent(from));
    this.nodes.set(this.#parent(to), node);
  }

  async remove(path: string): Promise<void> {
    await this.before("remove", path);
    if (!this.nodes.delete(this.#parent(path))) throw systemError("ENOENT", path);
  }

  async removeDirectory(path: string): Promise<void> {
    await this.before("removeDirectory", path);
    if ([...this.nodes.keys()].some((name) => dirname(name) === path)) throw systemError("ENOTEMPTY", path);
    this.nodes.delete(path);
  }

  async changeMode(path: string, mode: number): Promise<void> {
    await this.before("changeMode", path);
    this.#node(this.#resolve(path)).mode = mode;
  }

  async changeOwner(path: string, uid: number, gid: number): Promise<void> {
    await this.before("changeOwner", path);
    Object.assign(this.#node(this.#resolve(path)), { uid, gid });
  }

  #put(path: string, kind: Node["kind"], content: Buffer, mode: number): void {
    const inode = this.#nextInode++;
    this.nodes.set(path, { kind, content, mode, uid: 0, gid: 0, inode, mtimeMs: inode });
  }

  #node(path: string): Node {
    const node = this.nodes.get(path);
    if (node !== undefined) return node;
    for (let parent = dirname(path); parent !== "/"; parent = dirname(parent)) {
      if (this.nodes.get(parent)?.kind === "file") throw systemError("ENOTDIR", path);
    }
    throw systemError("ENOENT", path);
  }

  /** The path with the links of its directory resolved, but not itself. */
  #parent(path: string): string {
    return path === "/" ? path : resolve(this.#resolve(dirname(path)), path.slice(path.lastIndexOf("/") + 1));
  }

  #resolve(path: string): string {
    const place = this.#parent(path);
    const node = this.nodes.get(place);
    return node?.kind === "symlink" ? this.#resolve(resolve(dirname(place), node.content.toString("utf8"))) : place;
  }

  #statOf({ kind, content, mode, uid, gid, inode, mtimeMs }: Node): FileStat {
    return { kind, size: content.length, mode, uid, gid, inode, mtimeMs };
  }
}
