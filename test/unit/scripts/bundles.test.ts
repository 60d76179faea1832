import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { yaml } from "../../../scripts/lib/bundles.mjs";

test("the copy of yaml that both bundles load has what the code takes from it, and no more", () => {
  const source = path.join(import.meta.dirname, "../../../src");
  const names = globSync("**/*.ts", { cwd: source }).flatMap((file) => {
    const [, list = ""] = /^import \{([^}]*)\} from "yaml";$/m.exec(readFileSync(path.join(source, file), "utf8")) ?? [];
    return list
      .split(",")
      .map((name) => name.trim())
      .filter((name) => name !== "" && !name.startsWith("type "));
  });
  assert.deepEqual(yaml.names, [...new Set(names)].toSorted());
});
