/** Go's path.Clean: removes empty, `.` and `..` elements; a path of nothing is `.`. */
export function cleanPath(path: string): string {
  const rooted = path.startsWith("/");
  const parts: string[] = [];
  for (const part of path.split("/")) {
    if (part === "" || part === ".") continue;
    if (part !== "..") parts.push(part);
    else if (parts.length > 0 && parts.at(-1) !== "..") parts.pop();
    else if (!rooted) parts.push(part);
  }
  const joined = parts.join("/");
  if (rooted) return `/${joined}`;
  return joined === "" ? "." : joined;
}

/** Where a path in a hosts.toml leads: an absolute one stays as written, another starts at the file's directory. */
export function absolutePath(path: string, directory: string): string {
  if (path.startsWith("/")) return path;
  return cleanPath([directory, path].filter((part) => part !== "").join("/"));
}
