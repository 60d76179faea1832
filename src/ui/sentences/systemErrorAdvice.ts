import { l10n } from "vscode";

/** What a person can do about an error of the system (`EACCES`, `ENOTDIR`, …) at a file; undefined where there is nothing general to say. */
export function systemErrorAdvice(systemCode: string): string | undefined {
  return advices[systemCode]?.();
}

const notPermitted = (): string =>
  l10n.t(
    "VS Code runs as you, who may not do that: have the permissions of the file and of its directories changed, or use another place.",
  );
const diskFull = (): string => l10n.t("The disk is full: make room, then try again.");

const advices: Readonly<Record<string, (() => string) | undefined>> = {
  ENOENT: () => l10n.t("There is no such file. Mind that ~ and variables are not expanded."),
  ENOTDIR: () => l10n.t("Part of its path is a file where a directory should be: correct the path, or move that file away."),
  EISDIR: () => l10n.t("It is a directory: name a file in it."),
  EACCES: notPermitted,
  EPERM: notPermitted,
  EROFS: () => l10n.t("The file system is read-only: mount it for writing, or use another place."),
  ELOOP: () => l10n.t("Symbolic links on its path lead in a circle: mend them (ls -l shows where each leads), or name the file itself."),
  ENOSPC: diskFull,
  EDQUOT: diskFull,
};
