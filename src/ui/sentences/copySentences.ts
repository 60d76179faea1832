import { say } from "../../platform/say.ts";
import type { CopySession, PlannedCopy } from "../../services/images/move/copySession.ts";
import { type DeletionQuestion, shortDigest } from "./deletionSentences.ts";
import { localized } from "./localized.ts";
import { sizeSentence } from "./sizeSentence.ts";

/** Says how much a copy is, what becomes of the digest, and what stands at its target. */
export function copyQuestion({ plan, place, before }: PlannedCopy, manifest: CopySession["manifest"]): DeletionQuestion {
  const { root, members, attached, bytes, blobCount, foreign } = plan;
  const size = sizeSentence(bytes);
  const detail = [
    say(
      "{0} in {1} layers and configurations, with {2} manifests. What is there already is not sent.",
      size,
      localized(blobCount),
      localized(members.length + attached.length + 1),
    ),
    ...(attached.length === 0
      ? []
      : [say("Of the manifests, {0} are attached to it: signatures, SBOMs and the like.", localized(attached.length))]),
    ...(foreign === 0
      ? []
      : [say("{0} layers are not stored in registries (Windows' own, for one), and are not copied.", localized(foreign))]),
    digestSentence(plan.root.digest, manifest, members.length),
    ...(before === undefined || before === root.digest
      ? []
      : [say("{0} points to {1} there now, and will be moved.", place.tag, shortDigest(before))]),
    ...(before === root.digest ? [say("The tag points to the same there already.")] : []),
  ].join("\n");
  const message = say("Copy to {0}?", `${place.host}/${place.repository}:${place.tag}`);
  return { message, detail, button: say("Copy {0}", size) };
}

function digestSentence(digest: string, manifest: CopySession["manifest"], members: number): string {
  if (digest === manifest.digest) return say("Its digest stays: {0}", shortDigest(digest));
  return members === 0
    ? say("The one platform goes without its index, as {0}.", shortDigest(digest))
    : say("A new index is written for the chosen platforms, with the digest {0}.", shortDigest(digest));
}
