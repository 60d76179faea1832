import assert from "node:assert/strict";
import { createServer, type RequestListener } from "node:http";
import { test } from "node:test";
import { type Clock, systemClock } from "../../../../src/core/clock.ts";
import { createNetworkClient } from "../../../support/networkClient.ts";
import { digestOf } from "../../../support/registry/digest.ts";
import { listenOn } from "../../../support/registry/listen.ts";
import { createRegistry } from "../../../support/registry/startRegistry.ts";

const bytes = Buffer.alloc(1024 * 1024, "0123456789");
const digest = digestOf(bytes);
const fastClock: Clock = { now: () => Date.now(), sleep: (ms, signal) => systemClock.sleep(ms / 50, signal) };

/** Passes everything on, but cuts the connection in each of the first `times` uploads when it has got 300 kB of it. */
function cutting(listener: RequestListener, times: number): RequestListener {
  const state = { left: times };
  return (request, response) => {
    listener(request, response);
    if (request.method !== "PATCH" || state.left-- <= 0) return;
    const count = { received: 0 };
    request.on("data", (chunk: Buffer) => {
      count.received += chunk.length;
      if (count.received > 300_000) request.socket.destroy();
    });
  };
}

for (const [how, times, chunkBytes] of [
  ["once", 1, undefined],
  ["twice", 2, undefined],
  ["once, in chunks", 1, 500_000],
] as const) {
  void test(`an upload goes on where its connection broke: ${how}`, async (t) => {
    const registry = createRegistry();
    const server = await listenOn(createServer(cutting(registry.listener, times)));
    t.after(() => server.close());
    const connection = createNetworkClient({ url: `http://127.0.0.1:${server.port}`, clock: fastClock });
    t.after(() => connection.dispose());
    const opened: number[] = [];
    const source = {
      digest,
      size: bytes.length,
      open: (offset: number) => {
        opened.push(offset);
        return slices(bytes.subarray(offset));
      },
    };
    assert.equal(await connection.client.uploadBlob("team/app", source, { chunkBytes }), "uploaded");
    const stored = registry.store.blob(registry.store.open("team/app"), digest);
    assert.ok(stored?.equals(bytes));
    assert.equal(opened.length, times + 1);
    assert.ok(
      opened.slice(1).every((offset) => offset > 0),
      opened.join(),
    );
  });
}

async function* slices(content: Buffer): AsyncGenerator<Buffer> {
  for (let offset = 0; offset < content.length; offset += 65_536) yield content.subarray(offset, offset + 65_536);
}
