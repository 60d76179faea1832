import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { SingleFlight, untilAborted } from "../../../src/core/singleFlight.ts";

interface Work {
  readonly signal: AbortSignal;
  readonly finish: (value: number) => void;
  readonly fail: (error: Error) => void;
}

/** A flight whose works end when the test says so. */
function controlled(): {
  readonly flight: SingleFlight<number>;
  readonly works: Work[];
  readonly work: (signal: AbortSignal) => Promise<number>;
} {
  const works: Work[] = [];
  const work = (signal: AbortSignal): Promise<number> => {
    const { promise, resolve, reject } = Promise.withResolvers<number>();
    works.push({ signal, finish: resolve, fail: reject });
    return promise;
  };
  return { flight: new SingleFlight<number>(), works, work };
}

const turn = (): Promise<void> => new Promise((resolve) => void setImmediate(resolve));

void describe("SingleFlight", () => {
  void test("callers of one key share one work, of another key they do not", async () => {
    const { flight, works, work } = controlled();
    const all = Promise.all([flight.run("a", work), flight.run("a", work), flight.run("b", work)]);
    await turn();
    assert.equal(works.length, 2);
    works.forEach(({ finish }, index) => finish(index));
    assert.deepEqual(await all, [0, 0, 1]);
  });

  void test("a finished work is not reused, failed or not", async () => {
    const { flight, works, work } = controlled();
    const first = flight.run("a", work);
    await turn();
    works[0]?.fail(new Error("no"));
    await assert.rejects(first, { message: "no" });
    const second = flight.run("a", work);
    await turn();
    works[1]?.finish(2);
    assert.equal(await second, 2);
  });

  void test("one caller can leave; the work ends when the last one has left", async () => {
    const { flight, works, work } = controlled();
    const [one, two] = [new AbortController(), new AbortController()];
    const leaving = flight.run("a", work, one.signal);
    const staying = flight.run("a", work, two.signal);
    await turn();
    one.abort();
    await assert.rejects(leaving, { name: "AbortError" });
    assert.equal(works[0]?.signal.aborted, false);
    two.abort();
    await assert.rejects(staying, { name: "AbortError" });
    assert.equal(works[0]?.signal.aborted, true);
    // A newcomer does not join a work that was aborted.
    const next = flight.run("a", work);
    await turn();
    works[1]?.finish(7);
    assert.equal(await next, 7);
  });

  void test("who has aborted already starts nothing", async () => {
    const { flight, works, work } = controlled();
    await assert.rejects(flight.run("a", work, AbortSignal.abort()), { name: "AbortError" });
    await turn();
    assert.equal(works.length, 0);
  });

  void test("waiting ends with the promise or with the signal, whichever is first", async () => {
    assert.equal(await untilAborted(Promise.resolve(1), undefined), 1);
    assert.equal(await untilAborted(Promise.resolve(1), new AbortController().signal), 1);
    await assert.rejects(untilAborted(new Promise(() => {}), AbortSignal.abort()), { name: "AbortError" });
  });
});
