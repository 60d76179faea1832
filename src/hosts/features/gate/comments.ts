import type { HostsDocument, Span } from "../../syntax/document.ts";
import type { Edit } from "../../syntax/edits.ts";
import { matchStatements, offsetsAfter, type Statement, statementsOf } from "./statements.ts";

/** A comment with what it stands at. */
interface Anchored extends Span {
  /**
   * `inside` a statement of several lines; `behind` a statement, on its last line; `above` a statement, with no blank
   * line between them; otherwise, like what stands before a blank line or at the end, in a `table`.
   */
  readonly role: "inside" | "behind" | "above" | "table";
  /** The statement, for `table` the header, by index; -1 for the root. */
  readonly anchor: number;
}

const lineEnds = /\r\n|\n|\r/g;

function anchored({ text, comments }: HostsDocument, statements: readonly Statement[]): readonly Anchored[] {
  const result: Anchored[] = [];
  const headers = headerIndexes(statements);
  let next = statements.length;
  let below: Anchored | undefined;
  // From the end, so that each comment of a block knows what the block stands above.
  for (const { start, end } of comments.toReversed()) {
    while (next > 0 && startOf(statements[next - 1], 0) > start) next--;
    const role = roleBehind(text, start, statements[next - 1]);
    const anchor = next - 1;
    const own = role === undefined ? roleAbove(text, end, statements[next], next, below) : { role, anchor };
    below = { start, end, ...(own ?? { role: "table", anchor: headers[anchor] ?? -1 }) };
    result.push(below);
  }
  return result.toReversed();
}

function startOf(span: Span | undefined, otherwise: number): number {
  return span === undefined ? otherwise : span.start;
}

/** For a comment that does not have its line for itself. */
function roleBehind(text: string, start: number, previous: Statement | undefined): "inside" | "behind" | undefined {
  if (previous === undefined) return undefined;
  if (start < previous.end) return "inside";
  return /[\r\n]/.test(text.slice(previous.end, start)) ? undefined : "behind";
}

/** For a comment on the line before a statement, or before a comment that stands above one. */
function roleAbove(
  text: string,
  end: number,
  next: Statement | undefined,
  index: number,
  below: Anchored | undefined,
): Pick<Anchored, "role" | "anchor"> | undefined {
  const limit = Math.min(startOf(next, text.length), startOf(below, text.length));
  if (text.slice(end, limit).match(lineEnds)?.length !== 1) return undefined;
  if (next !== undefined && limit === next.start) return { role: "above", anchor: index };
  return below !== undefined && limit === below.start ? { role: below.role, anchor: below.anchor } : undefined;
}

/** For each statement the header that it stands below, or is; -1 for the root. */
function headerIndexes(statements: readonly Statement[]): readonly number[] {
  let header = -1;
  return statements.map(({ isHeader }, index) => (header = isHeader ? index : header));
}

/**
 * Whether every comment is still there, and stands at what it stood at: behind it, right above it, inside it, or in the
 * same table. A comment whose statement the edits take out stays in its place in the text. More comments than before
 * are no matter.
 */
export function keepsComments(before: HostsDocument, after: HostsDocument, edits: readonly Edit[]): boolean {
  if (before.comments.length === 0) return true;
  const statements = statementsOf(before);
  const statementsAfter = statementsOf(after);
  const matches = matchStatements(statements, statementsAfter, edits);
  const keyOf = ({ start, end, role }: Anchored, { text }: HostsDocument, anchor: number): string =>
    `${role} ${anchor} ${text.slice(start, end)}`;
  const present = new Map<string, number>();
  for (const comment of anchored(after, statementsAfter)) {
    const key = keyOf(comment, after, comment.anchor);
    present.set(key, (present.get(key) ?? 0) + 1);
  }
  const starts = new Map(after.comments.map((comment) => [comment.start, comment]));
  const offsetAfter = offsetsAfter(edits);
  return anchored(before, statements).every((comment) => {
    const moved = offsetAfter(comment.start);
    const anchor = comment.anchor < 0 ? -1 : (matches[comment.anchor] ?? -1);
    if (comment.anchor >= 0 && anchor < 0) {
      const same = starts.get(moved.at);
      return !moved.isReplaced && same !== undefined && textOf(after, same) === textOf(before, comment);
    }
    const key = keyOf(comment, before, anchor);
    const count = present.get(key) ?? 0;
    present.set(key, count - 1);
    return count > 0;
  });
}

function textOf({ text }: HostsDocument, { start, end }: Span): string {
  return text.slice(start, end);
}
