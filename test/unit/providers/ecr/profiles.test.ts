import assert from "node:assert/strict";
import { test } from "node:test";
import { sectionsOf } from "../../../../src/providers/ecr/profiles.ts";

/** As AWS's own command line reads them, with Python's RawConfigParser. */
const files: readonly (readonly [what: string, content: string, settings: Readonly<Record<string, string>>])[] = [
  ["a setting with a colon", "[default]\nregion: us-east-1\n", { region: "us-east-1" }],
  ["a colon in a value", "[default]\nrole_arn = arn:aws:iam::1:role/x\n", { role_arn: "arn:aws:iam::1:role/x" }],
  ["an equals sign in a value", "[default]\ncredential_process: get --name=x\n", { credential_process: "get --name=x" }],
  ["settings below a setting", "[default]\ns3 =\n  max_queue_size = 10\nregion = x\n", { s3: "", region: "x" }],
  ["a value that goes on", "[default]\nregion = x\n    and more\noutput = json\n", { region: "x", output: "json" }],
  ["settings that are all indented", "[default]\n  region = x\n  output = json\n", { region: "x", output: "json" }],
  ["a name in capitals", "[default]\nRegion = x\n", { region: "x" }],
];

for (const [what, content, settings] of files)
  test(`${what} is read`, () => assert.deepEqual(Object.fromEntries(sectionsOf(content).get("default") ?? []), settings));

for (const content of ["region = x\n", "[default]\nregion\n", "[default]\n= x\n", "[default]\n: x\n"])
  test(`${JSON.stringify(content)} is not`, () => assert.throws(() => sectionsOf(content)));
