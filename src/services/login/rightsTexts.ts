import { type Text, text } from "../../core/text.ts";
import type { Rights } from "../../registry/auth/probeRights.ts";

/** By the actions that were granted, in the order pull, push, delete. */
const repositoryTexts: Readonly<Record<string, (name: string) => Text>> = {
  "": (name) => text("In {0} it can neither pull nor push nor delete.", name),
  pull: (name) => text("In {0} it can pull, but neither push nor delete.", name),
  push: (name) => text("In {0} it can push, but neither pull nor delete.", name),
  delete: (name) => text("In {0} it can delete, but neither pull nor push.", name),
  "pull push": (name) => text("In {0} it can pull and push, but not delete.", name),
  "pull delete": (name) => text("In {0} it can pull and delete, but not push.", name),
  "push delete": (name) => text("In {0} it can push and delete, but not pull.", name),
  "pull push delete": (name) => text("In {0} it can pull, push and delete.", name),
};

/** What a login may do, in sentences; none where the registry does not tell. */
export function rightsTexts(rights: Rights | undefined): readonly Text[] {
  const { list, repository } = rights ?? {};
  const ofRepository = repository === undefined ? undefined : repositoryTexts[repository.actions.join(" ")]?.(repository.name);
  return [...(list === undefined ? [] : [listText(list)]), ...(ofRepository === undefined ? [] : [ofRepository])];
}

function listText(list: boolean): Text {
  return list ? text("It can list the repositories.") : text("It cannot list the repositories: “Add Repository…” browses one by its name.");
}
