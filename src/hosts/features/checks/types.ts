import { respelledLists } from "../../resolve/respelled.ts";
import { isLateType, typeFault } from "../../resolve/typeFaults.ts";
import type { Assignment } from "../../syntax/assignments.ts";
import { type CheckContext, dropped } from "./context.ts";

/** Values of a type that makes containerd drop the file. */
export function checkValueTypes(context: CheckContext): void {
  const { model, version, report } = context;
  const tried = new Set(model.order.map((part) => part.name));
  for (const assignment of model.assignments) {
    const found = looksAt(assignment, tried) ? typeFault(assignment, version) : undefined;
    if (found !== undefined) report(found.code, found, dropped(found.message));
  }
  for (const found of respelledLists(model.assignments, version)) report(found.code, found, dropped(found.message));
}

/** containerd looks at certificates and headers only in hosts that it tries. */
function looksAt({ meaning }: Assignment, tried: ReadonlySet<string>): boolean {
  if (meaning.kind !== "field" || meaning.host === undefined || tried.has(meaning.host.name)) return true;
  return !isLateType(meaning.field.type) && !(meaning.field.type === "headers" && meaning.rest.length > 0);
}
