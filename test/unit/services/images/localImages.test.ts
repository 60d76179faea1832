import assert from "node:assert/strict";
import { chmodSync, writeFileSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { makeTemporaryFolder } from "../../../../scripts/lib/temporaryFolder.mjs";
import type { SpawnRequest, SpawnResult } from "../../../../src/core/spawn.ts";
import { nodeSpawn } from "../../../../src/node/nodeSpawn.ts";
import { engines } from "../../../../src/services/images/engine.ts";
import type { ImagesError } from "../../../../src/services/images/imagesError.ts";
import { listLocalImages } from "../../../../src/services/images/localImages.ts";
import { assertLinear } from "../../../support/assertLinear.ts";
import { noPrograms } from "../../../support/loginPorts.ts";

const { signal } = new AbortController();

function engineThatPrints(result: Partial<SpawnResult>) {
  const requests: SpawnRequest[] = [];
  const run = (request: SpawnRequest): Promise<SpawnResult> => {
    requests.push(request);
    return Promise.resolve({ exitCode: 0, stdout: "", stderr: "", ...result });
  };
  return { spawn: { ...noPrograms, run }, requests };
}

test("every engine is asked in the same way, and what is no image's name is passed over", async () => {
  const stdout = "app:1 13.3kB\r\nlocalhost/a/b:2 1.2 GB\n<none>:<none> 5 MB\n-x:1 1B\na;rm:1 1B\n\napp:1 13.3kB\nREPOSITORY TAG\n";
  for (const engine of engines) {
    const { spawn, requests } = engineThatPrints({ stdout });
    assert.deepEqual(await listLocalImages(engine, spawn, signal), [
      { name: "app:1", size: "13.3kB" },
      { name: "localhost/a/b:2", size: "1.2 GB" },
    ]);
    assert.deepEqual(requests[0]?.args, ["images", "--format", "{{.Repository}}:{{.Tag}} {{.Size}}"]);
  }
});

test("a list without end has an end here: of images, of lines, of a line", async () => {
  const names = Array.from({ length: 5000 }, (_, index) => `app:${index} 1B\n`).join("");
  assert.equal((await listLocalImages("docker", engineThatPrints({ stdout: names }).spawn, signal)).length, 1000);
  const long = `${"a".repeat(600)}:1 1B\napp:1 ${"B".repeat(600)}\nb:1 1B\n`;
  assert.deepEqual(
    (await listLocalImages("docker", engineThatPrints({ stdout: long }).spawn, signal)).map(({ name }) => name),
    ["b:1"],
  );
  const late = `${"\n".repeat(20_000)}app:1 1B\n`;
  assert.deepEqual(await listLocalImages("docker", engineThatPrints({ stdout: late }).spawn, signal), []);
});

test("what an engine may print at most costs the less, the more senseless it is", async () => {
  const size = 4_000_000;
  for (const piece of ["\n", "a", "a/", "a:1 ", "<none>:<none> 1B\n", "\r"]) {
    await assertLinear(size, (length) =>
      listLocalImages("podman", engineThatPrints({ stdout: piece.repeat(length / piece.length) }).spawn, signal),
    );
  }
  for (const piece of ["x", "\n", 'msg="', "\\", " "]) {
    const failing = (length: number) => engineThatPrints({ exitCode: 1, stderr: piece.repeat(length / piece.length) }).spawn;
    await assertLinear(size, (length) => assert.rejects(listLocalImages("podman", failing(length), signal)));
  }
});

test("an engine without an end is ended, and so is one that hangs", async (t) => {
  const { folder, remove } = makeTemporaryFolder("container-registries-engine-");
  t.after(remove);
  const program = path.join(folder, "docker");
  const list = (script: string, timeoutMs?: number) => {
    writeFileSync(program, `#!/bin/sh\n${script}\n`);
    chmodSync(program, 0o755);
    const run = (request: SpawnRequest) => nodeSpawn.run({ ...request, program, ...(timeoutMs === undefined ? {} : { timeoutMs }) });
    return listLocalImages("docker", { ...nodeSpawn, run }, signal);
  };
  await assert.rejects(list("exec yes"), (error: ImagesError) => {
    assert.equal(error.said?.openForSurface(), "more than 4 MB of output");
    return error.code === "engine-failed";
  });
  await assert.rejects(list("sleep 1000 & exec sleep 1000", 100), (error: ImagesError) => {
    assert.equal(error.said?.openForSurface(), "no answer within 15 seconds");
    return error.code === "engine-failed";
  });
});
