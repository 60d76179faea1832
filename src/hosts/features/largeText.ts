import { effects } from "../effects.ts";
import { type Finding, severities } from "../findings.ts";
import type { HostsDocument } from "../syntax/document.ts";
import { type ContainerdVersion, readerOf } from "../versions.ts";
import { fileStart } from "./checks/context.ts";

/** In UTF-16 units. Nobody's hosts.toml is larger; what is gets no more than a look at its syntax. */
const maxCheckedLength = 1_048_576;
const maxShown = 1000;

export function isLarge({ text }: HostsDocument): boolean {
  return text.length > maxCheckedLength;
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
  const message = "Only the syntax of this file is checked, and nothing else is offered here: it is larger than 1 MB.";
  return [{ ...fileStart(document), code: "file-too-large", severity: severities["file-too-large"], message }, ...syntax];
}
