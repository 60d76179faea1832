import assert from "node:assert/strict";
import { test } from "node:test";
import { deniedAdvice } from "../../../src/providers/deniedAdvice.ts";

test("at GitHub's registries a refusal may come from single sign-on", () => {
  for (const host of ["ghcr.io", "GHCR.io:443", "containers.octocorp.ghe.com"])
    assert.match(deniedAdvice(host)?.text ?? "", /SAML single sign-on/, host);
});

test("nothing particular is said of others", () => {
  for (const host of ["docker.io", "ghcr.io.evil.test", "reg.example:5000"]) assert.equal(deniedAdvice(host), undefined, host);
});
