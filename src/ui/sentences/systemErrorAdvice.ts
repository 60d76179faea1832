import { say } from "../../platform/say.ts";

/** What a person can do about an error of the system (`EACCES`, `ENOTDIR`, …) at a file; undefined where there is nothing general to say. */
export function systemErrorAdvice(systemCode: string): string | undefined {
  return advices[systemCode]?.();
}

const notPermitted = (): string =>
  say("You do not have permission to do that: have the permissions of the file and of its directories changed, or use another place.");
const diskFull = (): string => say("The disk is full: free some space, then try again.");

const advices: Readonly<Record<string, (() => string) | undefined>> = {
  ENOENT: () => say("There is no such file. Note that ~ and variables are not expanded."),
  ENOTDIR: () => say("Part of its path is a file where a directory should be: correct the path, or move that file away."),
  EISDIR: () => say("It is a directory: name a file in it."),
  EACCES: notPermitted,
  EPERM: notPermitted,
  EROFS: () => say("The file system is read-only: mount it for writing, or use another place."),
  ELOOP: () => say("Symbolic links on its path lead in a circle: fix them (ls -l shows where each leads), or name the file itself."),
  ENOSPC: diskFull,
  EDQUOT: diskFull,
};
