import type { LiveRow } from "../../platform/livePick.ts";
import { say } from "../../platform/say.ts";
import type { Suggestion } from "../../services/browse/goTo/suggestion.ts";
import { type ImageTarget, printTarget } from "../../services/remembered/imageTarget.ts";

export interface TargetRow extends LiveRow {
  readonly target: ImageTarget;
}

export function targetRow({ target, from, completesTo, isNew, isHubImplied }: Suggestion): TargetRow {
  const name = printTarget(target);
  const shown = withShortDigest(name);
  const isWhole = from === "typed" || target.repository === undefined;
  const notes = [
    ...(isWhole ? [] : [target.host]),
    ...(isHubImplied ? [say("Docker Hub, as docker reads it")] : []),
    ...(isNew ? [say("not in the tree yet")] : []),
    ...(from === "pinned" ? [say("pinned")] : []),
    ...(from === "recent" ? [say("opened before")] : []),
    // Who takes the row goes on to these.
    ...(completesTo === undefined ? [] : [target.repository === undefined ? say("repositories…") : say("tags…")]),
  ];
  return {
    target,
    completesTo,
    key: name,
    label: from === "typed" ? say("Open {0}", shown) : isWhole ? shown : shown.slice(target.host.length + 1),
    description: notes.join(" · "),
    icon: iconOf(target, from),
  };
}

/** What follows in the row would be cut off. */
function withShortDigest(name: string): string {
  return name.replace(/(@sha\d+:[0-9a-f]{12})[0-9a-f]+$/, "$1…");
}

function iconOf({ repository, tag, digest }: ImageTarget, from: Suggestion["from"]): string {
  if (from === "pinned") return "pinned";
  if (from === "recent") return "history";
  if (repository === undefined) return "server";
  return tag === undefined && digest === undefined ? "package" : "tag";
}
