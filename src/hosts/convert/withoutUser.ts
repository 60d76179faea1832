/** A URL without its user: whatever stands before an @ may be a password. */
export function withoutUser(written: string): string {
  return written.replace(/^([^:/?#@]*:\/\/)?.*@/s, "$1");
}
