import assert from "node:assert/strict";
import { test } from "node:test";
import { createHostsOffers } from "../../../../src/hosts/features/codeActions.ts";
import { fixAll } from "../../../../src/hosts/features/fixAll.ts";
import { validateModel } from "../../../../src/hosts/features/validate.ts";
import { modelOf } from "../../../../src/hosts/resolve/model.ts";
import { resolveHosts } from "../../../../src/hosts/resolve/resolveHosts.ts";
import { applyEdits } from "../../../../src/hosts/syntax/edits.ts";
import { scanDocument } from "../../../../src/hosts/syntax/scan.ts";
import { containerdVersions, type ContainerdVersion } from "../../../../src/hosts/versions.ts";
import { assertLinear } from "../../../support/assertLinear.ts";

const options = (version: ContainerdVersion) => ({ version, directory: "/etc/containerd/certs.d/r.example" });

/** The text after each fix of a syntax error, one at a time. */
function afterFixes(text: string, version: ContainerdVersion = "2.3"): readonly string[] {
  const model = modelOf(scanDocument(text), version);
  return validateModel(model, options(version))
    .filter(({ code }) => code === "toml-syntax")
    .flatMap((finding) => {
      const [fix] = createHostsOffers(model, options(version))(finding);
      return fix === undefined ? [] : [applyEdits(text, fix.edits)];
    });
}

const host = '[host."https://m.example"]\n';

const fixed: readonly (readonly [text: string, after: string])[] = [
  [`${host}ca = "C:\\certs\\my.crt" # mine\n`, `${host}ca = 'C:\\certs\\my.crt' # mine\n`],
  [`${host}client = [["C:\\temp\\a.cert", "C:\\Users\\me\\a.key"]]\n`, `${host}client = [["C:\\temp\\a.cert", 'C:\\Users\\me\\a.key']]\n`],
  [`${host}header = { x = "a\\;b" }\n`, `${host}header = { x = "a\\\\;b" }\n`],
  [`${host}  ca = "a"\n  skip_verify = true\n  ca = "a"\n`, `${host}  ca = "a"\n  skip_verify = true\n`],
  [`${host}header.x = "1"\nheader.x = "1"\n`, `${host}header.x = "1"\n`],
  [`${host}ca = "a"\n${host}skip_verify = true\n`, `${host}ca = "a"\nskip_verify = true\n`],
  [`${host}ca = "a"\n\n[host.n]\nca = "n"\n${host}skip_verify = true`, `${host}ca = "a"\nskip_verify = true\n\n[host.n]\nca = "n"\n`],
  [`${host}${host}`, host],
  [`${host}ca = "a"\r\n${host.replace("\n", "\r\n")}skip_verify = true\r\n`, `${host}ca = "a"\r\nskip_verify = true\r\n`],
];

for (const [text, after] of fixed) {
  test(`fixes ${JSON.stringify(text)}`, () => {
    assert.ok("error" in resolveHosts(scanDocument(text), options("2.3")));
    assert.ok(afterFixes(text).includes(after), JSON.stringify(afterFixes(text)));
  });
}

const leftAlone: readonly string[] = [
  // Which of the two is meant?
  `${host}ca = "a"\nca = "b"\n`,
  // A comment would go, or move.
  `${host}ca = "a"\nca = "a" # why\n`,
  `${host}ca = "a"\n${host}# why\nskip_verify = true\n`,
  `${host}ca = "a"\n${host}ca = "b"\n`,
  `${host}Ca = "a"\n${host}ca = "b"\n`,
  `${host}header.x = "1"\n${host}header.y = "1"\n`,
  `server = "https://r\\x41"\n`,
  `ca = "C:\\certs\\my.crt\n`,
  `server = 1\n[server]\nca = "x"\n`,
];

for (const text of leftAlone) test(`leaves ${JSON.stringify(text)} alone`, () => assert.deepEqual(afterFixes(text), []));

test("after each of these fixes, containerd reads at least what it read before", () => {
  for (const version of containerdVersions) {
    for (const [text] of fixed) {
      const problems = modelOf(scanDocument(text), version).problems.length;
      for (const after of afterFixes(text, version)) {
        assert.ok(modelOf(scanDocument(after), version).problems.length < problems, `${version}: ${JSON.stringify(after)}`);
      }
      const model = modelOf(scanDocument(text), version);
      const edit = fixAll({ model, findings: validateModel(model, options(version)) }, options(version));
      const all = edit === undefined ? text : applyEdits(text, [edit]);
      assert.ok(!("error" in resolveHosts(scanDocument(all), options(version))), `${version}: ${JSON.stringify(all)}`);
    }
  }
});

test("what follows an entry on its line is looked at in time that grows with it", () =>
  assertLinear(60_000, (size) => {
    assert.deepEqual(afterFixes(`${host}ca = "a"\nca = "a"${" ".repeat(size)}x`), [`${host}ca = "a"\n${" ".repeat(size)}x`]);
  }));

test("integers that do not fit into 64 bits are told from others", () => {
  const fits = ["18446744073709551615", "-9223372036854775808", "0x0_0000_0000_0000_0000_00ff", `0b1${"0".repeat(63)}`];
  const doesNot = ["18446744073709551616", "-9223372036854775809", "9".repeat(70), `0b1${"0".repeat(64)}`];
  const isTold = (integer: string) => scanDocument(`x = ${integer}`).problems.some(({ message }) => message.includes("64 bits"));
  assert.deepEqual([...fits, ...doesNot].filter(isTold), doesNot);
});
