import assert from "node:assert/strict";
import { test } from "node:test";
import { githubApi, githubOrigin } from "../../../../src/providers/ghcr/githubApi.ts";

test("each GitHub has an API and pages of its own", () => {
  const sites = [
    ["ghcr.io", "https://api.github.com/", "https://github.com"],
    ["GHCR.io:443", "https://api.github.com/", "https://github.com"],
    ["containers.octocorp.ghe.com", "https://api.octocorp.ghe.com/", "https://octocorp.ghe.com"],
    ["containers.github.example.com", "https://github.example.com/api/v3/", "https://github.example.com"],
  ] as const;
  for (const [host, api, origin] of sites) {
    assert.equal(githubApi({ host }).href, api);
    assert.equal(githubOrigin({ host }), origin);
  }
});
