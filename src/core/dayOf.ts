/** `2026-11-26`; "?" where a certificate names a day that there is not. Milliseconds since the Unix epoch. */
export function dayOf(milliseconds: number): string {
  const day = new Date(milliseconds);
  return Number.isNaN(day.getTime()) ? "?" : day.toISOString().slice(0, 10);
}
