import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { CodedError, isAbort, systemErrorCode, toError } from "../../../src/core/errors.ts";

class TestError extends CodedError<"broken"> {}

void describe("errors", () => {
  void test("carry a code, parameters and the cause", () => {
    const cause = new Error("inner");
    const error = new TestError("broken", "it broke", { params: { path: "/x" }, cause });
    assert.deepEqual(
      [error.name, error.code, error.message, error.params, error.cause],
      ["broken", "broken", "it broke", { path: "/x" }, cause],
    );
    assert.deepEqual(new TestError("broken", "").params, {});
    assert.equal("cause" in new TestError("broken", ""), false);
  });

  void test("are made of whatever was thrown", () => {
    const error = new Error("x");
    assert.equal(toError(error), error);
    assert.deepEqual([toError("text").message, toError("text").cause, toError(undefined).message], ["text", "text", "undefined"]);
  });

  void test("of an abort are told from others", () => {
    assert.equal(isAbort(AbortSignal.abort().reason), true);
    assert.equal(isAbort(new Error("x")), false);
    assert.equal(isAbort("AbortError"), false);
  });

  void test("give the system's code from anywhere in the chain", () => {
    const system = Object.assign(new Error("no"), { code: "ENOENT" });
    const endless = new Error("loop");
    endless.cause = endless;
    assert.equal(systemErrorCode(new Error("outer", { cause: new TestError("broken", "", { cause: system }) })), "ENOENT");
    assert.equal(systemErrorCode(new TestError("broken", "")), undefined);
    assert.equal(systemErrorCode(endless), undefined);
    assert.equal(systemErrorCode("ENOENT"), undefined);
  });
});
