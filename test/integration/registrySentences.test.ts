import assert from "node:assert/strict";
import { suite, test } from "mocha";
import { RegistryError } from "../../src/core/registryError.ts";
import { errorAtField, errorLine } from "../../src/ui/sentences/errorSentence.ts";

suite("what a registry's refusal is said as", () => {
  const denied = (host: string): RegistryError => new RegistryError("denied", "403", { params: { host } });

  test("in the tree, GitHub's may come from single sign-on", () => {
    assert.match(errorLine(denied("ghcr.io")), /^ghcr\.io does not allow this for your account\. Log in with .* SAML single sign-on /);
    assert.doesNotMatch(errorLine(denied("reg.example")), /single sign-on/);
  });

  test("at the field of a login nobody is told to log in", () => {
    assert.equal(errorAtField(denied("ghcr.io")), "ghcr.io does not allow this for your account.");
  });
});
