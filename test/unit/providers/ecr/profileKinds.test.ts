import assert from "node:assert/strict";
import { test } from "node:test";
import { chainOf, mfaDevicesOf } from "../../../../src/providers/ecr/profileKinds.ts";
import { joinProfiles, sectionsOf } from "../../../../src/providers/ecr/profiles.ts";

/** Roles that are each taken on with the next; the last has a device. */
function chained(length: number): ReturnType<typeof joinProfiles> {
  const roles = Array.from({ length }, (_, at) => `[profile p${at}]\nrole_arn = r\nsource_profile = p${at + 1}\n`);
  return joinProfiles(sectionsOf(`${roles.join("")}mfa_serial = device\n`), new Map());
}

test("a chain of profiles is looked at as far as it can give keys", () => {
  assert.deepEqual(mfaDevicesOf("p0", chained(11)), ["device"]);
  const endless = chained(20_000);
  assert.equal(chainOf("p0", endless).length, 11);
  assert.deepEqual(mfaDevicesOf("p0", endless), []);
});

test("a device counts for each role that is taken on with its code, and for nothing else", () => {
  const config = `[profile a]\nrole_arn = r\nsource_profile = b\nmfa_serial = one
[profile b]\nrole_arn = r\nsource_profile = c\nmfa_serial = two
[profile c]\nrole_arn = r\nsource_profile = d\nmfa_serial = of-its-own-role\naws_access_key_id = i\naws_secret_access_key = s
[profile token]\nrole_arn = r\nweb_identity_token_file = f\nmfa_serial = one
[profile keys]\nmfa_serial = one\naws_access_key_id = i\naws_secret_access_key = s\n`;
  const profiles = joinProfiles(sectionsOf(config), new Map());
  const table = { a: ["one", "two"], b: ["two"], token: [], keys: [] };
  for (const [name, devices] of Object.entries(table)) assert.deepEqual(mfaDevicesOf(name, profiles), devices, name);
});
