import assert from "node:assert/strict";
import { test } from "node:test";
import { awsKeysOf } from "../../../../src/providers/ecr/awsKeys.ts";

void test("keys are whole or none, and an empty session token is none", () => {
  assert.equal(awsKeysOf("AKIAIOSFODNN7EXAMPLE", "", undefined), undefined);
  assert.equal(awsKeysOf(undefined, "secret", "token"), undefined);
  assert.equal(awsKeysOf("AKIAIOSFODNN7EXAMPLE", "secret", "")?.sessionToken, undefined);
  assert.equal(awsKeysOf("ASIAIOSFODNN7EXAMPLE", "secret", "token")?.sessionToken?.reveal(), "token");
});
