import assert from "node:assert/strict";
import { createHostsOffers } from "../../../src/hosts/features/codeActions.ts";
import { fixAll } from "../../../src/hosts/features/fixAll.ts";
import { complete } from "../../../src/hosts/features/complete.ts";
import { applyEdits } from "../../../src/hosts/syntax/edits.ts";
import { foldingRanges } from "../../../src/hosts/features/folding.ts";
import { format } from "../../../src/hosts/features/format.ts";
import { hover } from "../../../src/hosts/features/hover.ts";
import { inlayHints } from "../../../src/hosts/features/inlayHints.ts";
import { links } from "../../../src/hosts/features/links.ts";
import { renameHostAt } from "../../../src/hosts/features/rename.ts";
import { symbols } from "../../../src/hosts/features/symbols.ts";
import { validate } from "../../../src/hosts/features/validate.ts";
import { modelOf } from "../../../src/hosts/resolve/model.ts";
import { resolveHosts } from "../../../src/hosts/resolve/resolveHosts.ts";
import type { Span } from "../../../src/hosts/syntax/document.ts";
import { LineIndex } from "../../../src/hosts/syntax/lines.ts";
import { scanDocument } from "../../../src/hosts/syntax/scan.ts";
import { containerdVersions } from "../../../src/hosts/versions.ts";

const hubDirectory = "/etc/containerd/certs.d/docker.io";

/** Runs everything that an editor can ask for on a text, and checks what must hold for any text. */
export function exercise(text: string, offset: number): void {
  const document = scanDocument(text);
  const lines = new LineIndex(text);
  const version = containerdVersions[text.length % containerdVersions.length] ?? "2.3";
  const options = { version, directory: hubDirectory };
  const model = modelOf(document, version);
  const findings = validate(document, options);
  for (const finding of findings) assertInside(finding, text);
  const resolution = resolveHosts(document, options);
  if ("error" in resolution) {
    assertInside(resolution.error, text);
    // An empty file is not read at all: containerd takes it for missing.
    assert.ok(
      text === "" || findings.some(({ severity }) => severity === "error"),
      `a dropped file without an error: ${JSON.stringify(text)}`,
    );
  }
  const offers = createHostsOffers(model, options);
  const spans: readonly Span[] = [
    // As many as the server offers for one selection: each fix looks through the document.
    ...findings.slice(0, 100).flatMap((finding) => offers(finding).flatMap(({ edits }) => edits)),
    ...[fixAll({ model, findings }, options)].flatMap((edit) => edit ?? []),
    ...complete(model, offset).items,
    ...links(model, hubDirectory),
    ...symbols(document).map(({ span }) => span),
  ];
  for (const span of spans) assertInside(span, text);
  hover(model, resolution, offset);
  renameHostAt(model, offset, "https://renamed.example.com");
  foldingRanges(document, lines);
  inlayHints(document, resolution);
  assertFormatKeeps(text, model, options);
  const isInsideLineEnd = text[offset - 1] === "\r" && text[offset] === "\n";
  if (!isInsideLineEnd) assert.equal(lines.offset(lines.position(offset)), offset);
}

function assertInside({ start, end }: Span, text: string): void {
  const isInside = start >= 0 && start <= end && end <= text.length;
  // The message costs as much as the text is long, and there may be as many spans.
  if (!isInside) assert.fail(`${start} to ${end} of ${text.length}: ${JSON.stringify(text)}`);
}

/** Formatting changes nothing for containerd, and formatting twice nothing at all. */
function assertFormatKeeps(
  text: string,
  model: ReturnType<typeof modelOf>,
  options: { readonly version: (typeof containerdVersions)[number]; readonly directory: string },
): void {
  const formatted = applyEdits(text, format(model, "  "));
  if (formatted === text) return;
  const meaning = (source: string): unknown => {
    const resolution = resolveHosts(scanDocument(source), options);
    return "error" in resolution ? resolution.error.code : resolution.hosts.map(({ at: _at, ...host }) => host);
  };
  assert.deepEqual(meaning(formatted), meaning(text), JSON.stringify(text));
  assert.deepEqual(applyEdits(formatted, format(modelOf(scanDocument(formatted), options.version), "  ")), formatted, JSON.stringify(text));
}
