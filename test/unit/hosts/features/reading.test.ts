import assert from "node:assert/strict";
import { test } from "node:test";
import { foldingRanges } from "../../../../src/hosts/features/folding.ts";
import { hover } from "../../../../src/hosts/features/hover.ts";
import { inlayHints } from "../../../../src/hosts/features/inlayHints.ts";
import { links } from "../../../../src/hosts/features/links.ts";
import { symbols } from "../../../../src/hosts/features/symbols.ts";
import { modelOf } from "../../../../src/hosts/resolve/model.ts";
import { resolveModel } from "../../../../src/hosts/resolve/resolveHosts.ts";
import { LineIndex } from "../../../../src/hosts/syntax/lines.ts";
import { scanDocument } from "../../../../src/hosts/syntax/scan.ts";
import { caret, mark } from "../marked.ts";

function look(text: string) {
  const document = scanDocument(text);
  const model = modelOf(document, "2.3");
  return { document, model, resolution: resolveModel(model, { directory: "/d", version: "2.3" }) };
}

function hoverAt(source: string): string | undefined {
  const { text, offset } = caret(source);
  const { model, resolution } = look(text);
  const found = hover(model, resolution, offset);
  return found === undefined ? undefined : `${text.slice(found.start, found.end)}: ${found.text}`;
}

test("hovers over fields, capabilities, hosts and the server", () => {
  assert.match(hoverAt("skip_ver|ify = true\n") ?? "", /^skip_verify: \*\*skip_verify\*\*.*Without it: `false`/s);
  assert.match(hoverAt('dial_t|imeout = "5s"\n') ?? "", /Since containerd 2\.1/);
  assert.match(hoverAt('capabilities = ["PU|LL"]\n') ?? "", /^"PULL": \*\*pull\*\*/);
  assert.match(
    hoverAt('[host."https://|m/x"]\nca = "a"\nheader = {x = "secret"}\n') ?? "",
    /request `https:\/\/m\/x\/v2\/…`.*trusts the certificates in `\/d\/a`.*headers `x`$/s,
  );
  assert.match(hoverAt('[host."https://m"]\n[host."https://|m".header]\n') ?? "", /request `https:\/\/m\/v2\/…`/);
  assert.match(hoverAt('server = "http|://s"\nskip_verify = true\n') ?? "", /`http:\/\/s\/v2\/…`.*does not verify.*HTTPS first/s);
  assert.match(hoverAt('host."https://|m" = {}\n') ?? "", /does not try this host/);
  assert.match(hoverAt('[host."https://|m"]\nca = 1\n') ?? "", /ignores this whole file/);
  assert.match(hoverAt("[ho|st]\n") ?? "", /before `server`/);
  assert.equal(hoverAt("# com|ment\n"), undefined);
  assert.equal(hoverAt("fo|o = 1\n"), undefined);
});

test("a header's value is not repeated in a hover", () => {
  assert.doesNotMatch(hoverAt('[host."https://|m"]\nheader = {x = "secret"}\n') ?? "", /secret/);
});

test("links files and URLs, without what may be a password", () => {
  const text = 'server = "https://s"\nca = ["a.crt", "/b.crt", ""]\nclient = [["c", \'d\']]\n[host."m:5000"]\n[host."https://u:p@x"]\n';
  const { model } = look(text);
  const found = links(model, "/d");
  assert.equal(
    mark(text, found),
    'server = "«https://s»"\nca = ["«a.crt»", "«/b.crt»", ""]\nclient = [["«c»", \'«d»\']]\n[host."«m:5000»"]\n[host."https://u:p@x"]\n',
  );
  const targets = ["https://s", "/d/a.crt", "/b.crt", "/d/c", "/d/d", "https://m:5000"];
  assert.deepEqual(
    found.map(({ target }) => ("url" in target ? target.url : target.path)),
    targets,
  );
});

test("outlines tables and their fields", () => {
  const { document } = look('server = "s"\n[host."https://m"]\n  ca = "x"\n  header.x = "1"\n[[other]]\n[]\n');
  const outline = symbols(document).map(({ name, children }) => [name, children.map((child) => child.name).join(" ")]);
  assert.deepEqual(outline, [
    ["server", ""],
    ["https://m", "ca header.x"],
    ["other", ""],
    ["[]", ""],
  ]);
});

test("folds tables, arrays of several lines and blocks of comments", () => {
  const text = '# one\n# two\n\n[host."https://m"] # not\nca = [\n  "a",\n  "b",\n]\nskip_verify = true\n[host."https://n"]\n';
  assert.deepEqual(foldingRanges(scanDocument(text), new LineIndex(text)), [
    { startLine: 3, endLine: 8, kind: "region" },
    { startLine: 4, endLine: 7, kind: "region" },
    { startLine: 0, endLine: 1, kind: "comment" },
  ]);
});

test("hints at the URL beside each host", () => {
  const text = 'server = "s"\n[host."https://m/v2/hub"] # c\n[host."http//"]\n[host."https://n/"]\noverride_path = true\n';
  const { document, resolution } = look(text);
  const shown = inlayHints(document, resolution).map(({ at, label }) => `${text.slice(text.lastIndexOf("\n", at - 1) + 1, at)} ${label}`);
  assert.deepEqual(shown, [
    '[host."https://m/v2/hub"] → https://m/v2/hub/v2',
    '[host."https://n/"] → https://n',
    'server = "s" → https://s/v2',
  ]);
});

test("turns offsets into positions and back", () => {
  const text = "a\r\nbé😀\rc\n\n";
  const lines = new LineIndex(text);
  assert.deepEqual(lines.position(0), { line: 0, character: 0 });
  assert.deepEqual(lines.position(5), { line: 1, character: 2 });
  assert.deepEqual(lines.position(7), { line: 1, character: 4 });
  assert.deepEqual(lines.position(8), { line: 2, character: 0 });
  assert.deepEqual(lines.position(99), { line: 4, character: 0 });
  for (let offset = 0; offset <= text.length; offset++) {
    const isInsideLineEnd = text[offset - 1] === "\r" && text[offset] === "\n";
    if (!isInsideLineEnd) assert.equal(lines.offset(lines.position(offset)), offset);
  }
  assert.equal(lines.offset({ line: 9, character: 0 }), text.length);
  assert.equal(lines.offset({ line: 0, character: 99 }), 1);
  assert.deepEqual(lines.position(2), { line: 0, character: 1 }, "between CR and LF there is no position");
});
