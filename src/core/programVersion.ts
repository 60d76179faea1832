/** Whether a program's version, as it prints it (`2.1.3`, `1.6.20~ds1`, `2.3.0-beta.1`), is older than a release of three numbers. */
export function isOlderThan(version: string, release: readonly [major: number, minor: number, patch: number]): boolean {
  const parts = version.split(/[^\d]/, 3).map(Number);
  const at = release.findIndex((each, index) => (parts[index] ?? 0) !== each);
  return at >= 0 && (parts[at] ?? 0) < (release[at] ?? 0);
}
