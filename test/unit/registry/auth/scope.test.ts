import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { anticipatedScopes, type Scope, scopesToTry } from "../../../../src/registry/auth/scope.ts";

const base: Scope = { kind: "base" };
const catalog: Scope = { kind: "catalog" };
const pull: Scope = { kind: "repository", repository: "a/b", action: "pull" };

const challenged: readonly (readonly [named: string | undefined, scope: Scope, tried: readonly (readonly string[])[]])[] = [
  [undefined, pull, [["repository:a/b:pull"]]],
  ["", pull, [["repository:a/b:pull"]]],
  [undefined, { ...pull, action: "push" }, [["repository:a/b:pull,push"]]],
  [undefined, { ...pull, action: "delete" }, [["repository:a/b:*"]]],
  [undefined, { ...pull, action: "metadata" }, [["repository:a/b:metadata_read"]]],
  [undefined, { ...pull, action: "push", from: "c/d" }, [["repository:a/b:pull,push", "repository:c/d:pull"]]],
  [" repository:x:pull \t aws ", pull, [["repository:x:pull", "aws"]]],
  [undefined, base, [[]]],
  [undefined, catalog, [[], ["registry:catalog:*"]]],
  ["aws", catalog, [["aws"]]],
];

const anticipated: readonly (readonly [named: string | undefined, scope: Scope, scopes: readonly string[]])[] = [
  [undefined, pull, ["repository:a/b:pull"]],
  ["*", pull, ["*"]],
  ["aws", catalog, ["aws"]],
  ["repository:x:pull", pull, ["repository:a/b:pull"]],
  ["repository:x:pull", catalog, []],
  ["registry:catalog:*", pull, ["repository:a/b:pull"]],
  ["registry:catalog:*", base, []],
  ["registry:catalog:*", catalog, ["registry:catalog:*"]],
  ["aws repository:x:pull", pull, ["repository:a/b:pull"]],
];

describe("the scopes of a token", () => {
  for (const [named, scope, tried] of challenged)
    test(`after a challenge that names ${named}: ${JSON.stringify(tried)}`, () => assert.deepEqual(scopesToTry(named, scope), tried));

  for (const [named, scope, scopes] of anticipated) {
    test(`before a challenge to ${scope.kind}, after one that named ${named}: ${scopes.join(" ")}`, () =>
      assert.deepEqual(anticipatedScopes(named, scope), scopes));
  }
});
