import type { Spawn, SpawnRequest, SpawnResult } from "../../../../src/core/spawn.ts";
import { SpawnError } from "../../../../src/core/spawn.ts";

type Reply = Partial<SpawnResult>;

/** What `docker-credential-lab` answers, by mode: the helper with which the vectors were recorded. */
const getReplies: Readonly<Record<string, Reply>> = {
  plain: { stdout: '{"ServerURL":"x","Username":"hu","Secret":"hs"}\n' },
  token: { stdout: '{"ServerURL":"x","Username":"\\u003ctoken\\u003e","Secret":"IDTOK"}\n' },
  "": { exitCode: 1, stdout: "credentials not found in native keychain\n" },
  locked: { exitCode: 1, stdout: "keychain locked\n" },
  badjson: { stdout: "not json" },
  nourl: { stdout: '{"Username":"hu","Secret":"hs"} trailing' },
  emptyuser: { stdout: '{"ServerURL":"x","Username":"","Secret":""}\n' },
};
const anyReplies: Readonly<Record<string, Reply>> = {
  errstderr: { exitCode: 2, stderr: "stderr failure\n" },
  err: { exitCode: 1, stdout: "custom failure text\n" },
  missuser: { exitCode: 1, stdout: "no credentials username\n" },
};

/** A Spawn port that runs nothing but the given helpers, and records what they were asked. */
export class LabSpawn implements Spawn {
  readonly calls: (readonly [action: string, input: string])[] = [];
  readonly requests: SpawnRequest[] = [];
  readonly self = { pid: 1, hostName: "lab" };
  readonly installed: ReadonlySet<string>;
  reply: (action: string, request: SpawnRequest) => Reply | Promise<Reply>;

  constructor(mode = "", installed: Iterable<string> = ["docker-credential-lab"]) {
    this.installed = new Set(installed);
    this.reply = (action) => anyReplies[mode] ?? (action === "get" ? (getReplies[mode] ?? {}) : {});
  }

  async run(request: SpawnRequest): Promise<SpawnResult> {
    request.signal?.throwIfAborted();
    if (!this.installed.has(request.program)) throw new SpawnError("program-not-found", request.program);
    const [action = ""] = request.args;
    this.requests.push(request);
    this.calls.push([action, (request.input ?? "").trimEnd()]);
    return { exitCode: 0, stdout: "", stderr: "", ...(await this.reply(action, request)) };
  }

  find(program: string): Promise<string | undefined> {
    return Promise.resolve(this.installed.has(program) ? `/usr/bin/${program}` : undefined);
  }

  isRunning(_pid: number): boolean {
    return false;
  }
}
