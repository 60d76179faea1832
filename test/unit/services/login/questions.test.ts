import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, test } from "node:test";
import { FileRefusedError, readOrdinaryFile } from "../../../../src/core/ordinaryFile.ts";
import { Secret } from "../../../../src/core/secret.ts";
import { text } from "../../../../src/core/text.ts";
import { nodeFileSystem } from "../../../../src/node/nodeFileSystem.ts";
import type { LoginMethod } from "../../../../src/providers/loginMethod.ts";
import type { ChoiceQuestion, FileQuestion } from "../../../../src/providers/question.ts";
import { secretQuestion } from "../../../../src/providers/shared/questions.ts";
import { type LoginAttempt, type LoginDraft, type LoginFlowPorts, newDraft } from "../../../../src/services/login/draft.ts";
import { LoginError } from "../../../../src/services/login/loginError.ts";
import { stepsOf } from "../../../../src/services/login/stepsOf.ts";
import { runSteps } from "../../../../src/services/prompts/runSteps.ts";
import { type Move, scriptedPrompter } from "../../../support/scriptedPrompter.ts";
import { flowPorts } from "./support/playFlow.ts";

// Within a suite: hooks of a file must not run for the tests of others in the same process.
describe("the questions of a method", () => {
  // The kinds of questions and outcomes that a cloud's login needs, driven through the steps of the login.

  const folder = { path: "" };
  beforeEach(() => {
    folder.path = mkdtempSync(path.join(tmpdir(), "container-registries-questions-"));
  });
  afterEach(() => rmSync(folder.path, { recursive: true }));

  const region: ChoiceQuestion = {
    kind: "choice",
    id: "region",
    prompt: text("Region"),
    options: (_, _context, signal) => {
      signal.throwIfAborted();
      return Promise.resolve(["eu", "us"].map((value) => ({ value, label: text(value), detail: text("a region") })));
    },
  };
  const keyFile: FileQuestion = {
    kind: "file",
    id: "key",
    prompt: text("Key file"),
    maxBytes: 100,
    check: (content) => (content.startsWith("{") ? undefined : text("This is not a key file.")),
  };

  const cloud = (part: Partial<LoginMethod>): LoginMethod => ({
    id: "cloud",
    label: text("Cloud"),
    detail: text("for a test"),
    questions: [region],
    obtain: (answers) =>
      Promise.resolve({
        kind: "credential",
        credential: { kind: "basic", username: answers.text("region"), password: new Secret("issued") },
      }),
    ...part,
  });

  async function play(method: LoginMethod, moves: readonly Move[], ports: Partial<LoginFlowPorts> = {}) {
    const script = scriptedPrompter(moves);
    const attempts: LoginAttempt[] = [];
    const draft: LoginDraft = Object.assign(await newDraft(), {
      isHostGiven: true,
      site: { host: "h" },
      triedHost: "h",
      methods: [method],
      method,
    });
    const result = await runSteps(
      draft,
      flowPorts(script.prompter, {
        verify: (attempt) => {
          attempts.push(attempt);
          return Promise.resolve({ kind: "verified", notes: [] });
        },
        planSave: () => Promise.reject(new Error("not asked")),
        readFile: async (file, maxBytes) => new TextDecoder().decode(await readOrdinaryFile(nodeFileSystem, file, maxBytes)),
        ...ports,
      }),
      stepsOf,
    );
    return { ...script, draft, attempts, result };
  }

  describe("a choice", () => {
    test("is loaded, and what was chosen makes the login, which the registry checks", async () => {
      const { draft, attempts, result } = await play(cloud({}), [{ pick: "us" }]);
      assert.equal(result, "finished");
      assert.equal(draft.credential?.kind === "basic" && draft.credential.username, "us");
      assert.equal(attempts.length, 1);
    });

    test("that fails to load is loaded again when the person says so", async () => {
      const state = { calls: 0 };
      const options: ChoiceQuestion["options"] = () => {
        state.calls++;
        return state.calls === 1
          ? Promise.reject(new Error("no network"))
          : Promise.resolve([{ value: "eu", label: text("eu"), detail: text("d") }]);
      };
      const { steps, draft } = await play(cloud({ questions: [{ ...region, options }] }), [{ pick: "Try again" }, { pick: "eu" }]);
      assert.match(String(steps[0]?.problem), /no network/);
      assert.equal(draft.credential?.kind, "basic");
    });

    test("that is cancelled while it loads ends the login, and nothing was tried", async () => {
      const options: ChoiceQuestion["options"] = () => Promise.reject(new DOMException("stopped", "AbortError"));
      const { result, draft, attempts } = await play(cloud({ questions: [{ ...region, options }] }), []);
      assert.deepEqual([result, draft.credential, attempts.length], ["cancelled", undefined, 0]);
    });

    test("before a secret is asked for again after Back, with what was chosen", async () => {
      const method = cloud({
        questions: [region, secretQuestion()],
        obtain: (answers) =>
          Promise.resolve({
            kind: "credential",
            credential: { kind: "basic", username: answers.text("region"), password: answers.secret("secret") },
          }),
      });
      const { steps, draft } = await play(method, [{ pick: "us" }, "back", { pick: "us" }, { type: "s3cret" }]);
      const again = steps[2];
      assert.equal(again !== undefined && "active" in again && again.active, "us");
      assert.equal(draft.credential?.kind === "basic" && draft.credential.password.reveal(), "s3cret");
    });
  });

  describe("a file", () => {
    const method = cloud({
      questions: [keyFile],
      obtain: (answers) =>
        Promise.resolve({ kind: "credential", credential: { kind: "basic", username: "_json_key", password: answers.secret("key") } }),
    });
    const at = (name: string, content?: string): string => {
      const file = path.join(folder.path, name);
      if (content !== undefined) writeFileSync(file, content);
      return file;
    };

    test("is read, and its content is the secret, which no step shows", async () => {
      const { draft, steps } = await play(method, [{ type: at("key.json", '{"key":"canary"}') }]);
      assert.equal(draft.credential?.kind === "basic" && draft.credential.password.reveal(), '{"key":"canary"}');
      assert.ok(!JSON.stringify([steps, draft.answers]).includes("canary"));
    });

    test("that is none, too large or no key is refused at the field, and nothing was tried", async () => {
      mkdirSync(at("directory"));
      execFileSync("mkfifo", [at("pipe")]);
      const wrong = [at("directory"), at("pipe"), at("missing"), at("large", "{".repeat(101)), at("other", "no key"), "relative.json"];
      const { refusals, attempts, result } = await play(method, [...wrong.map((type): Move => ({ type })), "escape"]);
      assert.deepEqual([refusals.length, attempts.length, result], [wrong.length, 0, "cancelled"]);
      await assert.rejects(readOrdinaryFile(nodeFileSystem, at("large"), 100), FileRefusedError);
      assert.equal(readFileSync(at("other"), "utf8"), "no key");
    });
  });

  describe("a helper", () => {
    const method = cloud({ questions: [], obtain: () => Promise.resolve({ kind: "helper", helper: "cloud", hosts: ["h", "other.h"] }) });

    test("is asked for its login, which the registry checks, before config.json is to name it", async () => {
      const asked: string[] = [];
      const { draft, attempts } = await play(method, [], {
        askHelper: (helper, host) => {
          asked.push(`${helper} ${host}`);
          return Promise.resolve({ kind: "basic", username: "AWS", password: new Secret("fresh") });
        },
      });
      assert.deepEqual(asked, ["cloud h"]);
      assert.equal(attempts[0]?.credential.kind, "basic");
      assert.deepEqual(draft.helper?.hosts, ["h", "other.h"]);
    });

    test("that has no login is named as the problem, and nothing was tried", async () => {
      const { steps, attempts, result } = await play(method, ["escape"]);
      assert.ok(steps[0]?.problem instanceof LoginError && steps[0].problem.code === "helper-without-login");
      assert.deepEqual([attempts.length, result], [0, "cancelled"]);
    });
  });

  test("a method that has nothing to try says why", async () => {
    const method = cloud({ questions: [], obtain: () => Promise.resolve({ kind: "refused", reason: text("Run “cloud login” first.") }) });
    const { steps, attempts } = await play(method, [{ pick: "Try again" }, "escape"]);
    assert.deepEqual(
      steps.map(({ problem }) => problem instanceof LoginError && problem.reason?.text),
      ["Run “cloud login” first.", "Run “cloud login” first."],
    );
    assert.equal(attempts.length, 0);
  });
});
