import assert from "node:assert/strict";
import { createServer } from "node:http";
import { join } from "node:path";
import type { TestContext } from "node:test";
import { run, temporaryDirectory } from "./program.ts";

/** What the docker tool sends along with a pull, seen by a daemon that only listens. */
export async function dockerSends(t: TestContext, host: string, env: NodeJS.ProcessEnv): Promise<Record<string, string>> {
  const directory = temporaryDirectory("docker");
  t.after(() => directory.remove());
  const socket = join(directory.path, "d.sock");
  const sent: string[] = [];
  const daemon = createServer((request, response) => {
    if (request.url?.includes("/images/create")) sent.push(String(request.headers["x-registry-auth"] ?? ""));
    response.setHeader("Api-Version", "1.43").setHeader("Content-Type", "application/json").end("{}");
  });
  await new Promise<void>((resolve) => daemon.listen(socket, resolve));
  t.after(() => daemon.close());
  await run("docker", ["pull", `${host}/team/app:v1`], { env: { ...env, DOCKER_HOST: `unix://${socket}` } });
  assert.equal(sent.length, 1);
  return JSON.parse(Buffer.from(sent[0] ?? "", "base64url").toString("utf8")) as Record<string, string>;
}
