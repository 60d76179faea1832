import assert from "node:assert/strict";
import { test } from "node:test";

/** Where undici and Node's fetch look for the dispatcher that all of a process shares. */
const symbols = ["undici.globalDispatcher.1", "undici.globalDispatcher.2"].map((name) => Symbol.for(name));

function dispatchers(): unknown[] {
  return symbols.map((symbol) => Reflect.get(globalThis, symbol) as unknown);
}

test("loading and using the transport leaves the process's global dispatcher alone", async () => {
  const before = dispatchers();
  const { createUndiciTransport } = await import("../../../../src/registry/http/undiciTransport.ts");
  const transport = createUndiciTransport({ proxy: "http://127.0.0.1:1" });
  await assert.rejects(transport.request({ method: "GET", url: new URL("http://127.0.0.1:1/"), headers: {} }));
  transport.dispose();
  const after = dispatchers();
  for (const [index, dispatcher] of before.entries()) assert.ok(after[index] === dispatcher, `dispatcher ${index + 1} was replaced`);
});
