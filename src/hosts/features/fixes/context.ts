import type { Finding, FindingCode } from "../../findings.ts";
import type { HostsModel } from "../../resolve/model.ts";
import type { Value } from "../../syntax/document.ts";
import type { Edit } from "../../syntax/edits.ts";

/** How to put a finding right. */
export interface Fix {
  /** In the imperative, as an editor shows it. */
  readonly title: string;
  readonly edits: readonly Edit[];
}

export type FixMaker = (finding: Finding, model: HostsModel) => Fix | undefined;
/** Where there are several, the first is what most people want, and the only one that "fix all" makes. */
export type FixTable = Partial<Record<FindingCode, FixMaker | readonly FixMaker[]>>;

/** The value that begins where the finding does, searched in arrays and inline tables too. */
export function valueAtOffset(model: HostsModel, start: number): Value | undefined {
  for (const { value } of model.assignments) {
    if (value !== undefined && value.start <= start && start < value.end) return innerValue(value, start);
  }
  return undefined;
}

function innerValue(value: Value, start: number): Value | undefined {
  if (value.start === start) return value;
  const inner = value.kind === "array" ? value.items : value.kind === "table" ? value.entries.map((entry) => entry.value) : [];
  const next = inner.find((item) => item.start <= start && start < item.end);
  return next === undefined ? undefined : innerValue(next, start);
}

export function sourceOf(model: HostsModel, { start, end }: { readonly start: number; readonly end: number }): string {
  return model.document.text.slice(start, end);
}
