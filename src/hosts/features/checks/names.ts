import { DROPPED } from "../../findings.ts";
import { nearest } from "../../nearest.ts";
import { CAPABILITIES, FIELDS } from "../../schema.ts";
import type { Assignment } from "../../syntax/assignments.ts";
import { type Place, placeOf } from "../../syntax/places.ts";
import type { CheckContext } from "./context.ts";

const HOST_FIELDS: readonly string[] = FIELDS.filter((field) => !field.rootOnly).map((field) => field.name);
const ROOT_NAMES: readonly string[] = [...FIELDS.map((field) => field.name), "host"];
const CAPABILITY_NAMES: readonly string[] = CAPABILITIES.map((capability) => capability.name);

/** Names that mean nothing to containerd. */
export function checkNames(context: CheckContext): void {
  const seen = new Set<number>();
  for (const assignment of context.assignments) {
    const place = placeOf(assignment.path);
    if (place.kind === "unknown") checkUnknownKey(context, place, seen);
    else if (place.kind === "field" && place.field.type === "capabilities") checkCapabilities(context, assignment);
  }
}

function checkUnknownKey({ report }: CheckContext, place: Place & { kind: "unknown" }, seen: Set<number>): void {
  const { part, host } = place;
  // The keys below an unknown table have its header in their path.
  if (seen.has(part.start)) return;
  seen.add(part.start);
  const meant = nearest(part.name, host === undefined ? ROOT_NAMES : HOST_FIELDS);
  const question = meant === undefined ? "" : ` Did you mean \`${meant}\`?`;
  report("unknown-key", part, `containerd does not know \`${part.name}\` and ignores it.${question}`, meant === undefined ? undefined : { data: { meant } });
}

function checkCapabilities({ report }: CheckContext, { value }: Assignment): void {
  if (value?.kind !== "array") return;
  for (const item of value.items) {
    if (item.kind !== "string" || CAPABILITY_NAMES.includes(item.value.toLowerCase())) continue;
    const meant = nearest(item.value, CAPABILITY_NAMES);
    const question = meant === undefined ? "" : ` Did you mean "${meant}"?`;
    const message = `"${item.value}" is not a capability.${question} ${DROPPED}`;
    report("unknown-capability", item, message, meant === undefined ? undefined : { data: { meant } });
  }
}
