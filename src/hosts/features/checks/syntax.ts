import { readerOf } from "../../versions.ts";
import { type CheckContext, dropped, fileStart } from "./context.ts";

/** What the reader of the selected containerd refuses. */
export function checkSyntax({ document, version, report }: CheckContext): void {
  const reader = readerOf(version);
  for (const problem of document.problems) {
    if ((problem.readers & reader) === 0) continue;
    report(problem.code, problem, dropped(problem.message), {
      ...(problem.related === undefined ? {} : { related: [problem.related] }),
      ...(problem.fix === undefined ? {} : { data: { fix: problem.fix } }),
    });
  }
}

/** What concerns the file as a whole. */
export function checkFile({ document, resolution, report }: CheckContext): void {
  if (document.text === "") {
    report("file-not-used", fileStart(document), "containerd takes an empty hosts.toml for a missing one, and uses the certificate files beside it.");
  } else if ("error" in resolution && resolution.error.code === "host-table-required") {
    report("host-table-required", fileStart(document), dropped(resolution.error.message));
  }
}
