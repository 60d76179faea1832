import assert from "node:assert/strict";
import { describe, test } from "node:test";
import * as fc from "fast-check";
import { parseReference, printReference, type Reference, writtenHost } from "../../../src/core/reference.ts";
import { RegistryError } from "../../../src/core/registryError.ts";

const hex = "a".repeat(64);

const good: readonly (readonly [text: string, full: string])[] = [
  ["alpine", "docker.io/library/alpine"],
  ["alpine:3.20", "docker.io/library/alpine:3.20"],
  ["bitnami/redis", "docker.io/bitnami/redis"],
  ["docker.io/alpine", "docker.io/library/alpine"],
  ["index.docker.io/bitnami/redis", "docker.io/bitnami/redis"],
  ["docker.io/a.b/c", "docker.io/a.b/c"],
  [`docker.io/${hex}`, `docker.io/library/${hex}`],
  ["docker.io/library/a/b", "docker.io/library/a/b"],
  ["localhost/app", "localhost/app"],
  ["localhost:5000/team/app:v1", "localhost:5000/team/app:v1"],
  ["ghcr.io/octo/app", "ghcr.io/octo/app"],
  ["ghcr.io/app", "ghcr.io/app"],
  ["REG.Example/app", "reg.example/app"],
  ["MyHost/app", "MYHOST/app"],
  ["[::1]:5000/app", "[::1]:5000/app"],
  ["[2001:db8::1]/app:x", "[2001:db8::1]/app:x"],
  [`reg.example/app@sha256:${hex}`, `reg.example/app@sha256:${hex}`],
  [`alpine:3@sha256:${hex}`, `docker.io/library/alpine:3@sha256:${hex}`],
  [`a@sha512:${hex}${hex}`, `docker.io/library/a@sha512:${hex}${hex}`],
  ["reg.example/a__b/c---d", "reg.example/a__b/c---d"],
  [`reg.example/a:${"T".repeat(128)}`, `reg.example/a:${"T".repeat(128)}`],
];

/** `at` is where the caret goes. */
const bad: readonly (readonly [text: string, at: number, problem: string])[] = [
  ["", 0, "empty"],
  ["Alpine", 0, "path"],
  ["a/B", 2, "path"],
  ["reg.example/", 12, "path"],
  ["reg.example//a", 12, "path"],
  ["a..b", 1, "path"],
  ["a___b", 1, "path"],
  ["app-", 3, "path"],
  ["app:", 4, "tag"],
  ["app:.x", 4, "tag"],
  ["app:v1 ", 6, "tag"],
  [`app:${"t".repeat(129)}`, 132, "tag"],
  ["app@sha256:abc", 4, "digest"],
  [`app@sha256:${"A".repeat(64)}`, 4, "digest"],
  ["app@md5:d41d8cd98f00b204e9800998ecf8427e", 4, "digest"],
  ["https://reg.example/app", 6, "port"],
  ["reg.example:99999/app", 12, "port"],
  ["reg_1.example/app", 3, "host"],
  ["-a.example/app", 0, "host"],
  ["a..example/app", 2, "host"],
  ["[::g]:1/app", 0, "host"],
  ["app\r\nX-Evil", 3, "path"],
  ["app:1\r\nX-Evil: 1", 14, "tag"],
  [hex, 0, "imageId"],
  [`reg.example/${"a".repeat(250)}`, 255, "length"],
];

describe("parseReference", () => {
  for (const [text, full] of good) {
    test(`${text.slice(0, 40)} is ${full.slice(0, 40)}`, () => {
      const reference = parseReference(text);
      assert.equal(printReference(reference), full);
    });
  }

  for (const [text, at, problem] of bad) {
    test(`${JSON.stringify(text.slice(0, 30))} is wrong at ${at}`, () => {
      assert.throws(
        () => parseReference(text),
        (error) => {
          assert.ok(RegistryError.is(error, "invalid-reference"));
          assert.deepEqual({ at: error.params["at"], problem: error.params["problem"] }, { at, problem });
          return true;
        },
      );
    });
  }

  test("what is printed parses back to the same", () => {
    const component = fc.stringMatching(/^[a-z0-9]{1,6}(?:(?:\.|_|__|-{1,3})[a-z0-9]{1,4}){0,2}$/);
    const host = fc.oneof(
      fc.constantFrom("docker.io", "localhost", "localhost:5000", "[::1]:5000"),
      fc.stringMatching(/^[a-z0-9]{1,8}\.[a-z]{2,5}(?::[1-9][0-9]{0,3})?$/),
    );
    const reference = fc.record({
      host,
      repository: fc.array(component, { minLength: 2, maxLength: 4 }).map((parts) => parts.join("/")),
      tag: fc.option(fc.stringMatching(/^[A-Za-z0-9_][A-Za-z0-9_.-]{0,20}$/), { nil: undefined }),
      digest: fc.option(fc.constant(`sha256:${hex}`), { nil: undefined }),
    });
    fc.assert(
      fc.property(reference, ({ host: registry, repository, tag, digest }) => {
        const value: Reference = {
          host: registry,
          repository,
          ...(tag === undefined ? {} : { tag }),
          ...(digest === undefined ? {} : { digest }),
        };
        assert.deepEqual(parseReference(printReference(value)), value);
      }),
    );
  });

  test("any other text is an invalid-reference whose position is in the text", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[aA0.:/@_[\] -]{0,20}$/)), (text) => {
        try {
          const reference = parseReference(text);
          assert.deepEqual(parseReference(printReference(reference)), reference);
        } catch (error) {
          assert.ok(RegistryError.is(error, "invalid-reference"), String(error));
          const at = error.params["at"];
          assert.ok(typeof at === "number" && at >= 0 && at <= text.length, `${at} in ${JSON.stringify(text)}`);
        }
      }),
    );
  });
});

test("a host is also had as it is written", () => {
  const cases: Readonly<Record<string, string>> = {
    "MyHost/x": "MyHost",
    "REG.example:5000/x:1": "REG.example:5000",
    "Index.Docker.io/x": "docker.io",
    "x": "docker.io",
  };
  for (const [text, host] of Object.entries(cases)) assert.equal(writtenHost(text), host);
});
