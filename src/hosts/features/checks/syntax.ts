import { hasHostTable } from "../../resolve/model.ts";
import { type CheckContext, dropped } from "./context.ts";
import { firstLineOf } from "../../syntax/lines.ts";

/** What the reader of the selected containerd refuses. */
export function checkSyntax({ model, report }: CheckContext): void {
  for (const problem of model.problems) {
    report(problem.code, problem, dropped(problem.message), {
      ...(problem.related === undefined ? {} : { related: [problem.related] }),
      ...(problem.fix === undefined ? {} : { data: { fix: problem.fix } }),
    });
  }
}

/** What concerns the file as a whole. */
export function checkFile({ document, model, report }: CheckContext): void {
  if (document.text === "") {
    report(
      "file-not-used",
      firstLineOf(document.text),
      "containerd uses the certificate files beside this one: it takes an empty hosts.toml for a missing one.",
    );
  } else if (model.version === "1.7" && !hasHostTable(model)) {
    report("host-table-required", firstLineOf(document.text), dropped("containerd 1.x requires a [host] table."));
  }
}
