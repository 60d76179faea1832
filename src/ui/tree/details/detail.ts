import type { Capped, NamedText } from "../../../services/content/capped.ts";
import { say } from "../../../platform/say.ts";
import { localized } from "../../sentences/localized.ts";

/** A line of what is known of a tag's content, and what is below it. */
export interface Detail {
  /** Tells it apart from its neighbours, and is the same after a refresh. */
  readonly id: string;
  readonly label: string;
  readonly value?: string;
  /** A codicon. */
  readonly icon: string;
  /** What its hover says besides. */
  readonly hover?: readonly string[];
  readonly details?: readonly Detail[];
  /** The digest of the manifest that it unfolds to. */
  readonly opens?: string;
  /** The digest by which it is pulled. */
  readonly digest?: string;
  /** What somebody may want to copy of it. */
  readonly copies?: string | undefined;
}

/** A name and its value; nothing where there is none. */
export function factDetail(id: string, label: string, value: string | undefined, icon = "symbol-field"): readonly Detail[] {
  return value === undefined || value === "" ? [] : [{ id, label, value, icon, copies: value }];
}

/** A list below a row that counts it, with a note where it is cut; nothing where it is empty. */
export function groupDetail<T>(
  { id, label, value, icon }: Pick<Detail, "id" | "label" | "value" | "icon">,
  { items, total }: Capped<T>,
  toDetail: (item: T, index: number) => Detail,
): readonly Detail[] {
  if (total === 0) return [];
  const count = localized(total);
  const details = [...items.map(toDetail), ...restDetail("rest", { items, total })];
  return [{ id, label, icon, value: value === undefined ? count : `${count} · ${value}`, details }];
}

/** A note behind the items of a list that is cut. */
export function restDetail(id: string, { items, total }: Capped<unknown>): readonly Detail[] {
  const rest = total - items.length;
  return rest <= 0 ? [] : [{ id, label: say("{0} more are not shown", localized(rest)), icon: "info" }];
}

/** Names and their values below a row. */
export function namedGroup(id: string, label: string, list: Capped<NamedText>): readonly Detail[] {
  return groupDetail({ id, label, icon: "list-unordered" }, list, namedDetail);
}

function namedDetail({ name, text }: NamedText, index: number): Detail {
  return { id: String(index), label: name, value: text, icon: "symbol-field", copies: text };
}
