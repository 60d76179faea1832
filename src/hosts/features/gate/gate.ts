import type { Finding } from "../../findings.ts";
import { maxProblems } from "../../syntax/cursor.ts";
import type { HostsDocument, StringValue } from "../../syntax/document.ts";
import type { CheckOptions } from "../checks/context.ts";
import type { Fix } from "../fixes/context.ts";
import { keepsComments } from "./comments.ts";
import { type HostReading, type Reading, readingsOf } from "./readings.ts";
import { keptFields, type Names, subjectsAfter, subjectsOf } from "./subjects.ts";
import { keepsStrings, stringsIn } from "./values.ts";

/** Why a fix is not offered. */
export type Harm =
  | "fixes-nothing"
  | "loses-a-value"
  | "loses-a-host"
  | "more-errors"
  | "drops-the-file"
  | "changes-another-host"
  | "changes-too-much"
  | "comments"
  | "too-many-problems";

/** A text as the containerds read it that a fix must not harm. */
export interface Judged {
  readonly document: HostsDocument;
  readonly strings: readonly StringValue[];
  /** Of the selected containerd first. */
  readonly readings: readonly Reading[];
}

export function judge(document: HostsDocument, options: CheckOptions): Judged {
  return { document, strings: stringsIn(document), readings: readingsOf(document, options) };
}

/**
 * What a fix does that it must not; nothing if it does no harm. For the selected containerd, for 1.7 and for 2.3:
 *
 * - the text has no more errors than before;
 * - a file that was read is still read;
 * - the hosts that the finding is not about are tried as before, in the same order, each with the same URL, capabilities,
 *   files, timeout and headers. Of a file that is dropped, those count in which nothing is wrong;
 * - the hosts that it is about are tried where they were, if they were, and differ in nothing but what the finding
 *   speaks of (see `subjects.ts`);
 * - the hosts that the finding is not about are still named, whether they are tried or not, and of a dropped file too.
 *
 * And whichever containerd reads it:
 *
 * - every string stays, in a dropped file too, but for the one that the finding is about (see `values.ts`);
 * - every comment stays with what it stands at (see `comments.ts`).
 *
 * And for the selected containerd the finding is gone: one of its code less.
 */
export function harmsOf(finding: Finding, fix: Fix, before: Judged, after: Judged): readonly Harm[] {
  const harms = new Set<Harm>();
  if (!isFixed(finding, before, after)) harms.add("fixes-nothing");
  for (const [index, reading] of before.readings.entries()) {
    const readingAfter = after.readings[index];
    if (readingAfter !== undefined) addHarms(harms, finding, reading, readingAfter);
  }
  if (!keepsComments(before.document, after.document, fix.edits)) harms.add("comments");
  if (!keepsStrings(finding, before, after)) harms.add("loses-a-value");
  return [...harms];
}

/** Whether a containerd finds more errors in the text after, or drops it and did not before. */
export function isWorse(before: Judged, after: Judged): boolean {
  return before.readings.some((reading, index) => {
    const readingAfter = after.readings[index];
    return readingAfter === undefined || hasMoreErrors(reading, readingAfter) || isLost(reading, readingAfter);
  });
}

function hasMoreErrors(before: Reading, after: Reading): boolean {
  return after.found.errors > before.found.errors;
}

function isLost(before: Reading, after: Reading): boolean {
  return after.isDropped && !before.isDropped;
}

/** What only the files on disk tell is not found in the text, before or after. */
function isFixed({ code, start }: Finding, before: Judged, after: Judged): boolean {
  const starts = before.readings[0]?.found.starts.get(code);
  return starts?.includes(start) !== true || (after.readings[0]?.found.starts.get(code)?.length ?? 0) < starts.length;
}

function addHarms(harms: Set<Harm>, finding: Finding, before: Reading, after: Reading): void {
  if (before.model.problems.length >= maxProblems || after.model.problems.length >= maxProblems) harms.add("too-many-problems");
  if (hasMoreErrors(before, after)) harms.add("more-errors");
  if (isLost(before, after)) harms.add("drops-the-file");
  const subjects = subjectsOf(finding, before.model);
  const names = subjectsAfter(subjects, before, after);
  for (const name of before.model.hosts.keys()) {
    if (!subjects.has(name) && !after.model.hosts.has(name)) harms.add("loses-a-host");
  }
  if (!keepsOthers(before, after, subjects, names)) harms.add("changes-another-host");
  if (!keepsSubjects(finding, before, after, subjects, names)) harms.add("changes-too-much");
}

const hostFields = [
  "scheme",
  "host",
  "path",
  "capabilities",
  "ca",
  "client",
  "skipVerify",
  "tlsConfigured",
  "dialTimeout",
  "header",
] as const;

/** Of a dropped file, hosts in which something was wrong may come to be sound; the sound ones stay, in their order. */
function keepsOthers(before: Reading, after: Reading, subjects: Names, names: Names): boolean {
  const others = before.hosts.filter(({ name }) => !subjects.has(name));
  const othersAfter = after.hosts.filter(({ name }) => !names.has(name));
  if (!before.isDropped && others.length < othersAfter.length) return false;
  let next = 0;
  for (const host of othersAfter) {
    const other = others[next];
    if (other !== undefined && other.name === host.name && isSame(other, host, hostFields)) next++;
    else if (!before.isDropped) return false;
  }
  return next === others.length;
}

function isSame(a: HostReading, b: HostReading, fields: readonly (keyof HostReading)[]): boolean {
  return fields.every((field) => JSON.stringify(a[field]) === JSON.stringify(b[field]));
}

function keepsSubjects(finding: Finding, before: Reading, after: Reading, subjects: Names, names: Names): boolean {
  const kept = keptFields(finding);
  const own = firstOfEach(before.hosts, subjects);
  const ownAfter = firstOfEach(after.hosts, names);
  return own.every(({ host, othersBefore }, index) => {
    // A host that has got another name stands where it stood among the others of the finding.
    const now = ownAfter.find((each) => each.host.name === host.name) ?? ownAfter[index];
    // Of a dropped file nothing is tried.
    if (now === undefined) return before.isDropped || after.isDropped;
    return (before.isDropped || after.isDropped || now.othersBefore === othersBefore) && isSame(host, now.host, kept);
  });
}

/** The first mention of each of the hosts, with the number of other hosts that are tried before it. */
function firstOfEach(
  hosts: readonly HostReading[],
  names: Names,
): readonly { readonly host: HostReading; readonly othersBefore: number }[] {
  const seen = new Set<string | undefined>();
  let othersBefore = 0;
  return hosts.flatMap((host) => {
    if (!names.has(host.name)) othersBefore++;
    else if (!seen.has(host.name)) {
      seen.add(host.name);
      return [{ host, othersBefore }];
    }
    return [];
  });
}
