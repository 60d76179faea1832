import type { TestContext } from "node:test";

/**
 * Makes each look at the time come a millisecond after the one before, so that what slices hold does not depend on the machine.
 * @returns how many turns the event loop has had since
 */
export function countTurns(t: TestContext): () => number {
  const count = { looks: 0, turns: 0, isOver: false };
  t.mock.method(performance, "now", () => count.looks++);
  const next = (): void => {
    count.turns++;
    if (!count.isOver) setImmediate(next);
  };
  setImmediate(next);
  t.after(() => (count.isOver = true));
  return () => count.turns;
}
