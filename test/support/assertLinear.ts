import assert from "node:assert/strict";

/** So much is not told from nothing, in milliseconds. */
const noiseMs = 20;
const growth = 4;
const tries = 3;

/**
 * Has the work done at a quarter of the size and at the whole of it: what grows with the square takes sixteen times as long, what tries all
 * ways never ends. The processor's time is compared, which other programs of a busy machine do not lengthen.
 */
export async function assertLinear(size: number, work: (size: number) => unknown): Promise<void> {
  const small = await processorMs(() => work(Math.floor(size / growth)));
  const whole = await processorMs(() => work(size));
  assert.ok(whole <= 2.5 * growth * small + noiseMs, `${whole} ms for ${growth} times as much as in ${small} ms`);
}

async function processorMs(work: () => unknown): Promise<number> {
  const taken: number[] = [];
  for (let index = 0; index < tries; index++) {
    const before = process.cpuUsage();
    await work();
    const { user, system } = process.cpuUsage(before);
    taken.push((user + system) / 1000);
  }
  return Math.min(...taken);
}
