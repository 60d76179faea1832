import { validate } from "../../../../src/hosts/features/validate.ts";
import type { CheckOptions } from "../../../../src/hosts/features/checks/context.ts";
import type { Finding } from "../../../../src/hosts/findings.ts";
import { resolveHosts } from "../../../../src/hosts/resolve/resolveHosts.ts";
import { scanDocument } from "../../../../src/hosts/syntax/scan.ts";
import type { ContainerdVersion } from "../../../../src/hosts/versions.ts";

/**
 * What a fix does that it must not, found by other means than the gate's: by names and lines, not by offsets. It sees
 * less than the gate does, and what it sees is harm. Undefined for `finding`: the whole text may have been fixed.
 */
export function harmsOf(before: string, after: string, finding: Finding | undefined, options: CheckOptions): readonly string[] {
  const versions = [...new Set<ContainerdVersion>([options.version, "1.7", "2.3"])];
  const harms = versions.flatMap((version) => harmsFor(before, after, finding, { ...options, version }));
  return [...harms, ...lostValues(before, after, finding), ...lostComments(before, after), ...movedComments(before, after)];
}

function harmsFor(before: string, after: string, finding: Finding | undefined, options: CheckOptions): readonly string[] {
  const harms: string[] = [];
  const [errorsBefore, errorsAfter] = [errorsIn(before, options), errorsIn(after, options)];
  if (errorsAfter > errorsBefore) harms.push(`${options.version}: ${errorsAfter} errors instead of ${errorsBefore}`);
  const [hostsBefore, hostsAfter] = [hostsIn(before, options), hostsIn(after, options)];
  if (hostsBefore === undefined) return harms;
  if (hostsAfter === undefined) return [...harms, `${options.version}: the file is dropped`];
  if (finding === undefined) return harms;
  const kept = new Set(hostsAfter.map(([, host]) => host));
  for (const [name, host] of hostsBefore) {
    if (!kept.has(host) && !isAbout(before, finding, name)) harms.push(`${options.version}: the host ${name} is another: ${host}`);
  }
  return harms;
}

function errorsIn(text: string, options: CheckOptions): number {
  return validate(scanDocument(text), options).filter(({ severity }) => severity === "error").length;
}

/** The hosts by their names, "" for the root; undefined where containerd drops the file. */
function hostsIn(text: string, options: CheckOptions): readonly (readonly [name: string, host: string])[] | undefined {
  const resolution = resolveHosts(scanDocument(text), options);
  if ("error" in resolution) return undefined;
  return resolution.hosts.map(({ at, ...host }, index) => {
    const name = index === resolution.hosts.length - 1 ? "" : text.slice(at.start, at.end).replace(/^["']|["']$/g, "");
    return [name, JSON.stringify({ ...host, path: host.path.replace(/^\/\//, "/") })];
  });
}

/** Whether the finding stands in the host's table, names it, or is one that concerns all of them. */
function isAbout(text: string, { code, start, end }: Finding, name: string): boolean {
  if (code === "root-tls-scope") return name !== "";
  const tableStart = text.lastIndexOf("\n[", start) + 1;
  const untilFinding = text.slice(tableStart, text.indexOf("\n", end) < 0 ? text.length : text.indexOf("\n", end));
  if (name !== "") return untilFinding.includes(name);
  return !/^\s*\[/.test(untilFinding) || code === "misplaced-root-key";
}

/** Of what stands between quotation marks on the lines of values that the finding does not touch. */
function lostValues(before: string, after: string, finding: Finding | undefined): readonly string[] {
  if (finding === undefined || finding.code === "key-of-another-tool") return [];
  let end = -1;
  return before.split("\n").flatMap((line) => {
    const start = end + 1;
    end = start + line.length;
    if ((start <= finding.end && finding.start <= end) || /^\s*\[/.test(line)) return [];
    const values = line.match(/"[^"\\]+"|'[^']+'/g) ?? [];
    return values.filter((value) => !after.includes(value.slice(1, -1))).map((value) => `the value ${value} is lost`);
  });
}

function commentsIn(text: string): readonly string[] {
  return scanDocument(text).comments.map(({ start, end }) => text.slice(start, end));
}

function lostComments(before: string, after: string): readonly string[] {
  const left = [...commentsIn(after)];
  return commentsIn(before).flatMap((comment) => {
    const at = left.indexOf(comment);
    if (at < 0) return [`the comment ${comment} is lost`];
    left.splice(at, 1);
    return [];
  });
}

/** Comments that occur once, behind something or right above it, and do so no longer, although that is still there. */
function movedComments(before: string, after: string): readonly string[] {
  const now = anchorsOf(after);
  const wordsAfter = new Set(wordsOf(after));
  return [...anchorsOf(before)].flatMap(([comment, anchor]) => {
    const moved = now.get(comment);
    const words = wordsOf(anchor);
    if (moved === undefined || words.length === 0) return [];
    const isGone = !words.every((word) => wordsAfter.has(word));
    const isSame = words.some((word) => wordsOf(moved).includes(word));
    return isGone || isSame ? [] : [`the comment ${comment} stood at ${anchor.trim()} and stands at ${moved.trim()}`];
  });
}

function wordsOf(line: string): readonly string[] {
  return line.toLowerCase().match(/[\p{L}\p{N}/:._-]+/gu) ?? [];
}

/** The line, without the comment, that each comment stands behind or right above. */
function anchorsOf(text: string): ReadonlyMap<string, string> {
  const anchors = new Map<string, string>();
  const seen = new Set<string>();
  for (const { start, end } of scanDocument(text).comments) {
    const comment = text.slice(start, end);
    const lineStart = Math.max(text.lastIndexOf("\n", start - 1), text.lastIndexOf("\r", start - 1)) + 1;
    const code = text.slice(lineStart, start);
    if (seen.has(comment)) anchors.delete(comment);
    else if (code.trim() !== "") anchors.set(comment, code);
    else anchors.set(comment, /^\r?\n(?:[ \t]*#[^\n]*\n)*([^\n#]*)/.exec(text.slice(end))?.[1] ?? "");
    seen.add(comment);
  }
  return anchors;
}
