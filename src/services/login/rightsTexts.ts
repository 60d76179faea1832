import { type Text, text } from "../../core/text.ts";
import type { Rights } from "../../registry/auth/probeRights.ts";

/** By the actions that were granted, in the order pull, push, delete. */
const repositoryTexts: Readonly<Record<string, string>> = {
  "": "In {0} it may neither pull nor push nor delete.",
  pull: "In {0} it may pull, but neither push nor delete.",
  push: "In {0} it may push, but neither pull nor delete.",
  delete: "In {0} it may delete, but neither pull nor push.",
  "pull push": "In {0} it may pull and push, but not delete.",
  "pull delete": "In {0} it may pull and delete, but not push.",
  "push delete": "In {0} it may push and delete, but not pull.",
  "pull push delete": "In {0} it may pull, push and delete.",
};

/** What a login may do, in sentences; none where the registry does not tell. */
export function rightsTexts(rights: Rights | undefined): readonly Text[] {
  const { list, repository } = rights ?? {};
  return [
    ...(list === undefined ? [] : [listText(list)]),
    ...(repository === undefined ? [] : [text(repositoryTexts[repository.actions.join(" ")] ?? "{0}", repository.name)]),
  ];
}

function listText(list: boolean): Text {
  return list
    ? text("It may list the repositories.")
    : text("It may not list the repositories: “Add Repository…” browses one by its name.");
}
