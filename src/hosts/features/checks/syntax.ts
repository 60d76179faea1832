import { DROPPED } from "../../findings.ts";
import { readerOf } from "../../versions.ts";
import type { CheckContext } from "./context.ts";

/** What the reader of the selected containerd refuses. */
export function checkSyntax({ document, version, report }: CheckContext): void {
  const reader = readerOf(version);
  for (const problem of document.problems) {
    if ((problem.readers & reader) === 0) continue;
    const message = `${problem.message} ${DROPPED}`;
    if (problem.related === undefined) report(problem.code, problem, message);
    else report(problem.code, problem, message, { related: [problem.related] });
  }
}
