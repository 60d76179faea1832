import assert from "node:assert/strict";

const growth = 4;
const tries = 3;

/**
 * Has the work done at a quarter of the size and at the whole of it: what grows with the square takes sixteen times as long, what tries all
 * ways never ends. The processor's time is compared, which other programs of a busy machine do not lengthen; what collects garbage and
 * compiles does, so what looked too long is measured again, and the shortest of each counts.
 * @param noiseMs so much is not told from nothing, in milliseconds
 */
export async function assertLinear(size: number, work: (size: number) => unknown, noiseMs = 20): Promise<void> {
  let small = Infinity;
  let whole = Infinity;
  const isLinear = () => whole <= 2.5 * growth * small + noiseMs;
  for (let index = 0; index < tries && !(index > 0 && isLinear()); index++) {
    small = Math.min(small, await processorMs(() => work(Math.floor(size / growth))));
    whole = Math.min(whole, await processorMs(() => work(size)));
  }
  assert.ok(isLinear(), `${whole} ms for ${growth} times as much as in ${small} ms`);
}

async function processorMs(work: () => unknown): Promise<number> {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}
