import type { TestContext } from "node:test";

/**
 * Makes each look at the time come a millisecond after the one before, so that what slices hold does not depend on the machine.
 * @returns how many turns the event loop has had since
 */
export function countTurns(t: TestContext): () => number {
  const count = { looks: 0, turns: 0, isOver: false };
  // Not by `t.mock`, which keeps a stack of each call: here there are some hundred thousand.
  Object.defineProperty(performance, "now", { value: () => count.looks++, configurable: true });
  const next = (): void => {
    count.turns++;
    if (!count.isOver) setImmediate(next);
  };
  setImmediate(next);
  t.after(() => {
    count.isOver = true;
    Reflect.deleteProperty(performance, "now");
  });
  return () => count.turns;
}
