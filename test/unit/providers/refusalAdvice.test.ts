import assert from "node:assert/strict";
import { test } from "node:test";
import { refusalAdvice } from "../../../src/providers/catalog.ts";

const cases: readonly (readonly [host: string, status: number, advice: RegExp | undefined, product?: string])[] = [
  ["ghcr.io", 403, /SAML single sign-on/],
  ["GHCR.io:443", 403, /SAML single sign-on/],
  ["containers.octocorp.ghe.com", 403, /SAML single sign-on/],
  ["123456789012.dkr.ecr.eu-west-1.amazonaws.com", 400, /not one of its own.*get-login-password/],
  ["123456789012.dkr.ecr.eu-west-1.amazonaws.com", 401, /12 hours/],
  ["123456789012.dkr.ecr.eu-west-1.amazonaws.com", 403, /ecr:ListImages/],
  ["contoso.azurecr.io", 401, /3 hours.*scope map/],
  ["contoso.azurecr.io", 403, /AcrPull.*firewall/],
  ["us-central1-docker.pkg.dev", 401, /1 hour.*oauth2accesstoken/],
  ["us-central1-docker.pkg.dev", 403, /Artifact Registry Reader.*does not exist/],
  ["gcr.io", 401, /1 hour/],
  ["eu.gcr.io", 403, /not have been moved/],
  ["gcr.io", 412, /not moved.*closed Container Registry/],
  ["acme.jfrog.io", 403, /permission is missing.*locked/],
  ["registry.example:8443", 403, /permission is missing.*locked/, "artifactory"],
  ["registry.gitlab.com", 403, /read_registry.*an hour/],
  ["docker.io", 403, undefined],
  ["ghcr.io", 404, undefined],
  ["ghcr.io.evil.test", 403, undefined],
  ["reg.example:5000", 401, undefined],
];

for (const [host, status, advice, product] of cases) {
  test(`${status} of ${product ?? host} means ${advice?.source ?? "nothing particular"}`, () => {
    const said = refusalAdvice(host, status, product)?.text;
    if (advice === undefined) assert.equal(said, undefined);
    else assert.match(said ?? "", advice);
  });
}
