import { dockerHub } from "../../../core/dockerHub.ts";
import { shortPath } from "../../../core/shortPath.ts";
import { type Text, text } from "../../../core/text.ts";
import type { OlderEntry } from "../../../credentials/credentialStore.ts";
import { withoutAccount } from "../../../credentials/registryName.ts";
import { leftIn } from "./leftInStore.ts";
import { titleOf } from "./frame.ts";
import type { LoginStep } from "./step.ts";

/** Older logins that some tool goes on using: the person says which go when the new one is written. */
export const olderStep: LoginStep = {
  id: "older",
  async ask(draft, position, ports) {
    const { older: inFiles = [], homeDirectory = "" } = draft.plan ?? {};
    const older = [...inFiles, ...leftIn(draft)];
    const answer = await ports.prompter.pickMany<OlderEntry>({
      ...position,
      title: titleOf(draft),
      placeholder: text("Other logins that tools go on using: check the ones to remove"),
      choices: older.map((entry) => ({
        label: text("{0}", withoutAccount(entry.key)),
        description: text("{0}", shortPath(entry.path, homeDirectory)),
        detail: entryMeaning(entry, draft.site?.host === dockerHub),
        value: entry,
      })),
      // Whose they are nobody knows: a login to a part may be meant, and podman's files are podman's.
      chosen: older.filter(({ kind }) => kind === "spelling" || kind === "store"),
      mayBeNone: true,
    });
    if (answer.kind === "next") draft.remove = answer.value;
    return answer;
  },
};

/** Who uses the entry. */
function entryMeaning({ kind }: OlderEntry, isHub: boolean): Text {
  switch (kind) {
    case "part":
      return text("podman, skopeo and buildah use it for the images below that name");
    case "podman":
      return text("podman, skopeo and buildah use it, since they read this file before config.json");
    case "store":
      return text("oras and regctl ask the store all the same, and find this one; docker does once the new one is gone");
    case "spelling":
      return isHub ? text("podman, skopeo and buildah use it before the new one") : text("docker uses it again once the new one is gone");
  }
}
