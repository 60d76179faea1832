/** What a row of a list shows beside its label, at VS Code's width and a bit below. */
const longest = 44;

/** A path to be read at a glance: `~` for the home directory, and the middle left out where it is long. */
export function shortPath(path: string, homeDirectory: string): string {
  const home = homeDirectory.replace(/[/\\]$/, "");
  const isBelow = home !== "" && path.startsWith(home) && /^[/\\]/.test(path.slice(home.length));
  const shown = isBelow ? `~${path.slice(home.length)}` : path;
  if (shown.length <= longest) return shown;
  const half = (longest - 1) / 2;
  return `${shown.slice(0, Math.floor(half))}…${shown.slice(-Math.ceil(half))}`;
}
