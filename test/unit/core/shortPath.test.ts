import assert from "node:assert/strict";
import { test } from "node:test";
import { shortPath } from "../../../src/core/shortPath.ts";

const paths = [
  ["/home/me/.docker/config.json", "/home/me", "~/.docker/config.json"],
  ["/home/me/.docker/config.json", "/home/me/", "~/.docker/config.json"],
  ["/home/melissa/config.json", "/home/me", "/home/melissa/config.json"],
  ["/etc/docker/config.json", "", "/etc/docker/config.json"],
  ["/etc/docker/config.json", "/", "/etc/docker/config.json"],
  [String.raw`C:\Users\me\.docker\config.json`, String.raw`C:\Users\me`, String.raw`~\.docker\config.json`],
  ["/var/lib/automation/jobs/0123456789/workspace/docker/config.json", "/home/me", "/var/lib/automation/j…ace/docker/config.json"],
] as const;

test("a path is short, and its two ends are there", () => {
  for (const [path, home, shown] of paths) assert.equal(shortPath(path, home), shown);
});
