import assert from "node:assert/strict";
import { suite, test } from "mocha";
import { RegistryError } from "../../src/core/registryError.ts";
import { text } from "../../src/core/text.ts";
import { ObtainError } from "../../src/providers/obtainError.ts";
import { LoginError } from "../../src/services/login/loginError.ts";
import { errorAtField, errorLine } from "../../src/ui/sentences/errorSentence.ts";

suite("what a registry's refusal is said as", () => {
  const denied = (host: string): RegistryError => new RegistryError("denied", "403", { params: { host }, status: 403 });

  test("in the tree, GitHub's may come from single sign-on", () => {
    assert.match(errorLine(denied("ghcr.io")), /^ghcr\.io does not allow this for your account\. Log in with .* SAML single sign-on /);
    assert.doesNotMatch(errorLine(denied("reg.example")), /single sign-on/);
  });

  test("a registry that has had enough says until when, however long ago that was", () => {
    const line = (retryAt?: Date): string =>
      errorLine(new RegistryError("rate-limited", "429", { params: { host: "reg.example" }, status: 429, retryAt }));
    const until = new Date(2026, 0, 5, 14, 30);
    const enough = "reg.example says there were too many requests from here.";
    assert.equal(line(until), `${enough} Try again after ${until.toLocaleString()}.`);
    assert.equal(line(), `${enough} Wait a while, then try again.`);
  });

  test("what the provider means by it, and the way out, stand behind it", () => {
    const refused = (status: number, host: string, params = {}): string => {
      const code = status === 400 ? "request-rejected" : status === 401 ? "unauthorized" : "denied";
      return errorLine(new RegistryError(code, "no", { params: { host, login: "sent", ...params }, status }));
    };
    assert.match(refused(400, "123456789012.dkr.ecr.us-east-1.amazonaws.com"), /get-login-password/);
    assert.match(
      refused(401, "contoso.azurecr.io", { refusal: "untold" }),
      /^The login was not accepted at contoso\.azurecr\.io\. .*3 hours/,
    );
    assert.match(refused(403, "reg.example", { product: "artifactory" }), /locked after failed attempts/);
    assert.match(refused(403, "us-central1-docker.pkg.dev"), /Artifact Registry Reader/);
    const closed = new RegistryError("request-rejected", "no", { params: { host: "gcr.io" }, status: 412 });
    assert.match(errorLine(closed), /^gcr\.io rejected the request \(HTTP 412\)\. .*not moved.*closed Container Registry/);
  });

  test("of a provider's own list, the reason that its code found stands in place of what the registry says", () => {
    const line = (code: "denied" | "server-error"): string => {
      const reason = ObtainError.refused(text("The region {0} is not enabled for this account.", "eu-south-2"));
      const cause = new RegistryError(code, "no", { params: { host: "api.ecr.eu-south-2.amazonaws.com" }, cause: reason });
      const params = { host: "reg.example", list: "catalog", api: "api.ecr.eu-south-2.amazonaws.com", provider: "ecr" };
      return errorLine(new RegistryError("unsupported", "no", { params, status: 405, cause }));
    };
    assert.match(line("denied"), /did not give a list to this login either\. The region eu-south-2 is not enabled for this account\./);
    assert.match(line("server-error"), /^The region eu-south-2 is not enabled for this account\./);
  });

  test("a token server that nobody can ask names what the people who run the registry have to change", () => {
    const line = (params: Readonly<Record<string, string>>): string =>
      errorLine(new RegistryError("realm-not-trusted", "no", { params: { host: "reg.example", realm: "gitea:3000", ...params } }));
    for (const problem of ["plain-http", "private-address", "address"]) {
      assert.match(
        line({ problem, product: "gitea" }),
        /^reg\.example names .*gitea:3000.*nothing on this machine helps\. .*ROOT_URL in app\.ini\.$/,
      );
      assert.match(line({ problem, product: "artifactory" }), /nothing on this machine helps\.$/);
      assert.match(line({ problem, product: "harbor" }), /external_url in harbor\.yml \(EXT_ENDPOINT/);
      assert.match(line({ problem, product: "gitlab" }), /external_url in gitlab\.rb/);
      assert.match(line({ problem }), /auth\.token\.realm/);
      assert.doesNotMatch(line({ problem }), /Allow it only if/);
    }
    assert.match(line({ problem: "not-allowed" }), /Allow it only if/);
    const unknown = line({ problem: "not-found", product: "gitea" });
    assert.match(unknown, /^reg\.example names .*gitea:3000.*VPN.*otherwise .*correct the address .*ROOT_URL in app\.ini\.$/);
    assert.doesNotMatch(unknown, /nothing on this machine helps/);
  });

  test("the login that is stored is said to be it, where it was tried first", () => {
    const cause = new RegistryError("unauthorized", "401", {
      params: { host: "reg.example", login: "sent", refusal: "expired" },
      status: 401,
    });
    assert.equal(
      errorAtField(LoginError.stored(cause, "alice")),
      "The stored login of alice was tried first. The login for reg.example has expired.",
    );
    assert.match(errorAtField(LoginError.stored(cause, "")), /^The stored login was tried first\. The login/);
  });

  test("at the field of a login nobody is told to log in", () => {
    assert.equal(errorAtField(denied("ghcr.io")), "ghcr.io does not allow this for your account.");
  });
});
