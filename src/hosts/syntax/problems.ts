import { type ContainerdVersion, readerOf } from "../versions.ts";
import type { HostsDocument, SyntaxProblem } from "./document.ts";
import { duplicateProblems, type IsSkipped } from "./duplicates.ts";
import { duplicateProblemsV1 } from "./duplicatesV1.ts";

/** Why the reader of a containerd release refuses the text, in the order of the text; `isSkipped` for another file than a hosts.toml. */
export function syntaxProblems(
  { text, tables, problems }: HostsDocument,
  version: ContainerdVersion,
  isSkipped?: IsSkipped,
): readonly SyntaxProblem[] {
  const reader = readerOf(version);
  const duplicates = version === "1.7" ? duplicateProblemsV1(text, tables) : duplicateProblems(tables, reader, isSkipped);
  return [...problems, ...duplicates].filter(({ readers }) => (readers & reader) !== 0).toSorted((a, b) => a.start - b.start);
}
