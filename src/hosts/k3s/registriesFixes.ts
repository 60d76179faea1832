import { applyEdits, type Edit, replace } from "../syntax/edits.ts";
import type { Fix } from "../features/fixes/context.ts";
import { charactersOfARequest } from "../textLimits.ts";
import { type RegistriesCode, type RegistriesFinding, registriesSeverities } from "./codes.ts";

type RegistriesFixMaker = (finding: RegistriesFinding, source: string) => Fix | undefined;

const makers: Partial<Record<RegistriesCode, RegistriesFixMaker>> = {
  "registries-unknown-key": (finding, source) => rename(finding, source) ?? putBelow(finding, source),
  "registries-name": (finding, source) => rename(finding, source),
  "registries-endpoint-scheme": (finding, source) => change(finding, source),
  "registries-type": (finding, source) => change(finding, source, true),
  "registries-syntax": quoteAsterisk,
};

export type CheckText = (source: string) => readonly RegistriesFinding[];

/**
 * For one request: the fix for a finding of the text, where the text has one finding of this kind less after it, and no new one.
 * `found` is all that is found in the text.
 */
export function createRegistriesOffers(
  source: string,
  found: readonly RegistriesFinding[],
  check: CheckText,
): (finding: RegistriesFinding) => Fix | undefined {
  const before = countsOf(found);
  let left = charactersOfARequest;
  return (finding) => {
    const fix = isAnchored(finding, source) ? undefined : makers[finding.code]?.(finding, source);
    if (fix === undefined || (left -= source.length) < 0) return undefined;
    return isBetter(finding.code, before, countsOf(check(applyEdits(source, fix.edits)))) ? fix : undefined;
  };
}

type Counts = ReadonlyMap<RegistriesCode, number>;

function isBetter(fixed: RegistriesCode, before: Counts, after: Counts): boolean {
  const countBefore = (code: RegistriesCode): number => before.get(code) ?? 0;
  if ((after.get(fixed) ?? 0) >= countBefore(fixed)) return false;
  // What is read only now has findings that could not be seen before.
  const mayShowMore = fixed === "registries-syntax" || fixed === "registries-type";
  return [...after].every(([code, count]) => count <= countBefore(code) || (mayShowMore && registriesSeverities[code] !== "error"));
}

/** Whether aliases elsewhere stand for it: they would change too. */
function isAnchored({ start }: RegistriesFinding, source: string): boolean {
  return /&[^\s,[\]{}]+\s+(?:!\S*\s+)?$/.test(source.slice(Math.max(0, start - 200), start));
}

function countsOf(findings: readonly RegistriesFinding[]): Counts {
  const counts = new Map<RegistriesCode, number>();
  for (const { code } of findings) counts.set(code, (counts.get(code) ?? 0) + 1);
  return counts;
}

/** The new name in the quotation marks of the old one. */
function rename(finding: RegistriesFinding, source: string): Fix | undefined {
  const { meant, below } = finding.data ?? {};
  return meant === undefined || below !== undefined ? undefined : change(finding, source);
}

function change(finding: RegistriesFinding, source: string, isBare = false): Fix | undefined {
  const meant = finding.data?.["meant"];
  if (meant === undefined) return undefined;
  const [quote = ""] = /^["']/.exec(source.slice(finding.start, finding.end)) ?? [];
  return { title: `Change to ${meant}`, edits: [replace(finding, isBare ? meant : `${quote}${meant}${quote}`)] };
}

/** A key with its value on the same line, as a map of one below the key that it belongs to. */
function putBelow(finding: RegistriesFinding, source: string): Fix | undefined {
  const { meant, below } = finding.data ?? {};
  if (meant === undefined || below === undefined) return undefined;
  const line = /^[^\r\n]*/.exec(source.slice(finding.start))?.[0] ?? "";
  const [, value] = /^[\w"']+[ \t]*:[ \t]+([^\s#,{}[\]&*!|>%@`]+)[ \t]*$/.exec(line) ?? [];
  if (value === undefined || !/^[ \t]*$/.test(source.slice(source.lastIndexOf("\n", finding.start - 1) + 1, finding.start)))
    return undefined;
  const edit: Edit = { start: finding.start, end: finding.start + line.length, text: `${below}: { ${meant}: ${value} }` };
  return { title: `Move below \`${below}\``, edits: [edit] };
}

/** All of them: each would be the next fault. */
function quoteAsterisk(_finding: RegistriesFinding, source: string): Fix | undefined {
  const edits = [...source.matchAll(/^([ \t]*)\*(?=[ \t]*:)/gm)].map(({ index, 1: blank = "" }) => {
    const start = index + blank.length;
    return replace({ start, end: start + 1 }, '"*"');
  });
  return edits.length === 0 ? undefined : { title: 'Change to "*"', edits };
}
