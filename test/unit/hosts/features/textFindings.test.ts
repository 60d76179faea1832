import assert from "node:assert/strict";
import { test } from "node:test";
import { createHostsOffers } from "../../../../src/hosts/features/codeActions.ts";
import { fixAll } from "../../../../src/hosts/features/fixAll.ts";
import { applyEdits, type Edit } from "../../../../src/hosts/syntax/edits.ts";
import { validate } from "../../../../src/hosts/features/validate.ts";
import { modelOf } from "../../../../src/hosts/resolve/model.ts";
import type { ResolvedHost } from "../../../../src/hosts/resolve/hostConfig.ts";
import { resolveHosts } from "../../../../src/hosts/resolve/resolveHosts.ts";
import { scanDocument } from "../../../../src/hosts/syntax/scan.ts";
import { mark, marked } from "../marked.ts";
import type { FindingCase } from "./cases/findingCase.ts";
import { textFindings } from "./textFindings.ts";

function options({ version = "2.3", directory = "/etc/containerd/certs.d/r", fileName = "hosts.toml", roots = [] }: FindingCase) {
  return { version, directory, fileName, roots };
}

/** What containerd tries, in one line; the code of the fault where it drops the file. */
function summary(text: string, entry: FindingCase): string {
  const { directory, version } = options(entry);
  const resolution = resolveHosts(scanDocument(text), { directory, version });
  return "error" in resolution ? resolution.error.code : resolution.hosts.map((host) => hostSummary(host, `${directory}/`)).join(" + ");
}

function hostSummary(host: ResolvedHost, base: string): string {
  const all = host.capabilities.length >= 3;
  return [
    host.host === "" ? "registry" : `${host.scheme}://${host.host}${host.path}`,
    all ? "" : `(${host.capabilities.join(",")})`,
    ...host.ca.map((path) => `ca ${path.replace(base, "")}`),
    ...host.client.map(
      (pair) =>
        `client ${pair
          .filter((path) => path !== "")
          .map((path) => path.replace(base, ""))
          .join("+")}`,
    ),
    host.skipVerify === true ? "insecure" : "",
    host.dialTimeout ?? "",
    ...Object.entries(host.header).map(([name, values]) => `${name}:${values.join(",")}`),
  ]
    .filter((part) => part !== "")
    .join(" ");
}

for (const entry of textFindings) {
  const findings = (text: string) => validate(scanDocument(text), options(entry)).filter(({ code }) => code === entry.code);

  test(`${entry.code} fires on ${JSON.stringify(entry.fires)}`, () => {
    const { text } = marked(entry.fires);
    const found = findings(text);
    assert.equal(mark(text, found), entry.fires);
    if (entry.says !== undefined) assert.equal(`${found[0]?.severity} ${found[0]?.message}`, entry.says);
  });

  test(`${entry.code} is quiet on ${JSON.stringify(entry.quiet)}`, () => {
    assert.deepEqual(
      validate(scanDocument(entry.quiet), {
        ...options(entry),
        ...(entry.quietDirectory === undefined ? {} : { directory: entry.quietDirectory }),
      }).filter(({ code }) => code === entry.code),
      [],
    );
  });

  test(`${entry.code}: what containerd does after the fix of ${JSON.stringify(entry.fires)}`, () => {
    const { text } = marked(entry.fires);
    const [finding] = findings(text);
    assert.ok(finding);
    const [fix] = createHostsOffers(modelOf(scanDocument(text), options(entry).version), options(entry))(finding);
    const fixed = fix === undefined ? undefined : applyEdits(text, fix.edits);
    assert.equal(fixed, entry.fixed);
    if (fixed !== undefined) assert.deepEqual(findings(fixed), []);
    assert.equal(summary(fixed ?? text, entry), entry.resolves);
  });
}

test("a fix does not show the password of a URL", () => {
  const document = scanDocument('server = "https//u:hush@m"\n');
  const given = { version: "2.3", directory: "/etc/containerd/certs.d/r" } as const;
  const [finding] = validate(document, given);
  assert.ok(finding);
  assert.equal(finding.code, "misspelled-url");
  assert.doesNotMatch(finding.message, /hush/);
  const [fix] = createHostsOffers(modelOf(document, given.version), given)(finding);
  assert.ok(fix);
  assert.equal(fix.title, "Write the URL that was meant");
  assert.equal(applyEdits(document.text, fix.edits), 'server = "https://u:hush@m"\n');
});

function fixText(text: string): Edit | undefined {
  const given = { version: "2.3", directory: "/etc/containerd/certs.d/r" } as const;
  const document = scanDocument(text);
  return fixAll({ model: modelOf(document, given.version), findings: validate(document, given) }, given);
}

test("fix all fixes what leaves no doubt, and leaves comments and order", () => {
  const lines = [
    "\uFEFF# Hub",
    "[HOST.mirror] # first",
    "  skip-verify = false # no",
    '  capabilities = ["pul"] # what',
    '  dial_timeout = "5" # when',
    "",
  ];
  const text = lines.join("\r\n");
  const edit = fixText(text);
  assert.ok(edit);
  const expected = [
    "# Hub",
    '[host."https://mirror"] # first',
    "  skip_verify = false # no",
    '  capabilities = ["pull"] # what',
    '  dial_timeout = "5s" # when',
    "",
  ];
  assert.deepEqual(applyEdits(text, [edit]).split("\r\n"), expected);
  assert.equal(fixText(expected.join("\n")), undefined);
});
