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
