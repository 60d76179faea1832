import { effects } from "../effects.ts";
import { type Finding, severities } from "../findings.ts";
import type { HostsDocument } from "../syntax/document.ts";
import { serverLimit } from "../textLimits.ts";
import { type ContainerdVersion, readerOf } from "../versions.ts";
import { firstLineOf } from "../syntax/lines.ts";

/** Each statement is kept in a dozen objects, and what editors ask for is answered from all of them. */
const maxCheckedLines = 50_000;
/** With what is said of the whole text as many as an editor shows: the least severe are dropped first. */
const maxShown = 999;

export function isLarge(text: string): boolean {
  return text.length > serverLimit || hasMoreLines(text, maxCheckedLines);
}

function hasMoreLines(text: string, most: number): boolean {
  const lineEnd = /\r\n?|\n/g;
  let ends = 0;
  while (ends < most && lineEnd.test(text)) ends++;
  return ends === most && lineEnd.lastIndex < text.length;
}

/** What is said of a text that is too large for everything else: that this is so, and what the reader of the selected containerd refuses. */
export function validateLarge(document: HostsDocument, version: ContainerdVersion): readonly Finding[] {
  const reader = readerOf(version);
  const refused = document.problems.filter(({ readers }) => (readers & reader) !== 0).slice(0, maxShown);
  const syntax = refused.map(({ code, start, end, message }): Finding => ({
    code,
    severity: severities[code],
    start,
    end,
    message: `${effects.file}: ${message}`,
  }));
  const message =
    "Only the syntax of this file is checked, and nothing else is offered here: it is larger than 1 MB, or has more than 50,000 lines.";
  return [{ ...firstLineOf(document.text), code: "file-too-large", severity: severities["file-too-large"], message }, ...syntax];
}
