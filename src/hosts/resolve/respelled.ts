import type { Assignment } from "../syntax/assignments.ts";
import type { ContainerdVersion } from "../versions.ts";
import { type Fault, fault } from "./faults.ts";
import { isLateType } from "./typeFaults.ts";

/**
 * Fields set again in other letters (`Ca`, `ca`), which TOML takes for two keys and containerd for one: containerd 2.0 to
 * 2.3 cannot read a list where it read something else before (go-toml v2 before 2.4, unmarshalArray into an interface).
 */
export function respelledLists(assignments: readonly Assignment[], version: ContainerdVersion): readonly Fault[] {
  if (version === "1.7" || version === "2.4") return [];
  const faults: Fault[] = [];
  const before = new Map<string, Assignment>();
  for (const assignment of assignments) {
    const { meaning, value } = assignment;
    // An inline table takes the place of all that was said of its hosts.
    if (value?.kind === "table" && (meaning.kind === "hosts" || meaning.kind === "host")) forgetHosts(before);
    if (meaning.kind !== "field" || !isLateType(meaning.field.type)) continue;
    const key = meaning.host === undefined ? meaning.field.name : `${meaning.field.name} ${meaning.host.name}`;
    const found = respelledFault(before.get(key), assignment, meaning.part.name);
    if (found !== undefined) faults.push(found);
    before.set(key, assignment);
  }
  return faults;
}

function respelledFault(first: Assignment | undefined, { value }: Assignment, name: string): Fault | undefined {
  if (first === undefined || first.value?.kind === "array" || value?.kind !== "array") return undefined;
  const firstName = first.path.at(-1)?.name ?? name;
  return fault("wrong-type", value, `\`${firstName}\` and \`${name}\` are one field, whose first value is not a list as this one is.`);
}

function forgetHosts(before: Map<string, Assignment>): void {
  for (const [key, { meaning }] of before) if ("host" in meaning && meaning.host !== undefined) before.delete(key);
}
