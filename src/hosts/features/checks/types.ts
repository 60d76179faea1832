import { DROPPED } from "../../findings.ts";
import { typeFault } from "../../resolve/typeFaults.ts";
import type { CheckContext } from "./context.ts";

/** Values of a type that makes containerd drop the file. */
export function checkTypes({ assignments, version, report }: CheckContext): void {
  for (const assignment of assignments) {
    const found = typeFault(assignment, version);
    if (found !== undefined) report(found.code, found, `${found.message} ${DROPPED}`);
  }
}
