/** A path that a shell, or a browser, would make another one of; containerd takes it as it stands. */
export function unexpanded(path: string): "home" | "variable" | "file-url" | undefined {
  if (/^~[A-Za-z0-9_-]*(?:[/\\]|$)/.test(path)) return "home";
  if (/^(?:\$\{?[A-Za-z_]|\$env:|%[A-Za-z_]+%)/.test(path)) return "variable";
  return /^file:/i.test(path) ? "file-url" : undefined;
}

/** Text of a certificate or of a key, which may stand where its path belongs: it must not be shown. */
export function holdsPem(path: string): boolean {
  return path.includes("-----BEGIN ");
}

/** The path that was meant, as far as the place of the file tells where the home directory is. */
export function expandedPath(path: string, directory: string): string | undefined {
  const [, local] = /^file:(?:\/\/(?:localhost)?)?(\/(?!\/).*)$/is.exec(path) ?? [];
  if (local !== undefined) return local.includes("%") ? undefined : local;
  const [, below] = /^(?:~|\$HOME|\$\{HOME\})(\/.*)$/s.exec(path) ?? [];
  const home = /^\/(?:home\/[^/]+|root)(?=\/)/.exec(directory)?.[0];
  return below === undefined || home === undefined ? undefined : home + below;
}
