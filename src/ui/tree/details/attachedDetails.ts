import { say } from "../../../platform/say.ts";
import type { AttachedFacts } from "../../../services/content/attached.ts";
import type { Capped } from "../../../services/content/capped.ts";
import { kindSentence } from "../../sentences/contentSentences.ts";
import { type Detail, groupDetail } from "./detail.ts";
import { kindIcon } from "./kindIcon.ts";

/** So many kinds are named beside the row that has them below. */
const maxKinds = 4;

/** What is attached to some content, below a row that names its kinds; nothing where nothing is. */
export function attachedDetails(attached: Capped<AttachedFacts>): readonly Detail[] {
  const kinds = [...new Set(attached.items.map(nameOf))];
  const value = kinds.length > maxKinds ? `${kinds.slice(0, maxKinds).join(", ")}…` : kinds.join(", ");
  return groupDetail({ id: "attached", label: say("Attached"), icon: "link", value }, attached, attachedDetail);
}

function attachedDetail(facts: AttachedFacts): Detail {
  const { digest, kind, artifactType, tag } = facts;
  const hover = [digest, ...(artifactType === undefined ? [] : [artifactType]), ...(tag === undefined ? [] : [say("Tag: {0}", tag)])];
  const value = tag === undefined ? "" : say("by tag");
  return { id: digest, label: nameOf(facts), value, icon: kindIcon(kind), hover, opens: digest, digest };
}

function nameOf({ kind, artifactType }: AttachedFacts): string {
  return kindSentence(kind, artifactType);
}
