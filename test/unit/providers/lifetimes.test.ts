import assert from "node:assert/strict";
import { test } from "node:test";
import { lifetimeOf } from "../../../src/providers/catalog.ts";

const hour = 3_600_000;
const cases: readonly (readonly [host: string, username: string, hours: number | undefined])[] = [
  ["123456789012.dkr.ecr.eu-west-1.amazonaws.com", "AWS", 12],
  ["public.ecr.aws", "AWS", 12],
  ["contoso.azurecr.io", "00000000-0000-0000-0000-000000000000", 3],
  ["contoso.azurecr.io", "contoso", undefined],
  ["Europe-docker.pkg.dev", "oauth2accesstoken", 1],
  ["eu.gcr.io", "oauth2accesstoken", 1],
  ["europe-docker.pkg.dev", "_json_key", undefined],
  ["reg.example", "AWS", undefined],
];

for (const [host, username, hours] of cases) {
  test(`a login of ${username} to ${host} lives for ${hours ?? "an unknown number of"} hours`, () =>
    assert.equal(lifetimeOf(host, username), hours === undefined ? undefined : hours * hour));
}
