import assert from "node:assert/strict";
import { test } from "node:test";
import { providerOfHost } from "../../../src/providers/catalog.ts";
import { sharedDomainOf } from "../../../src/registry/auth/sharedDomains.ts";

/** A registry of each domain of the clouds whose customers name hosts below it. */
const registries = [
  ...["amazonaws.com", "amazonaws.com.cn", "amazonaws.eu", "on.aws", "on.amazonwebservices.com.cn"].map(
    (domain) => `123456789012.dkr.ecr.eu-west-1.${domain}`,
  ),
  ...["sc2s.sgov.gov", "c2s.ic.gov", "cloud.adc-e.uk", "csp.hci.ic.gov"].map((domain) => `123456789012.dkr.ecr.us-iso-east-1.${domain}`),
  ...["io", "cn", "us", "de"].map((end) => `contoso.azurecr.${end}`),
  "acme.jfrog.io",
];

for (const host of registries)
  test(`${host} is a provider's, and its neighbours are other people`, () => {
    assert.notEqual(providerOfHost(host), undefined);
    assert.notEqual(sharedDomainOf(host), undefined);
  });
