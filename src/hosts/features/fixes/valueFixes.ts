import { parseGoDuration } from "../../resolve/goDuration.ts";
import type { Finding } from "../../findings.ts";
import type { HostsModel } from "../../resolve/model.ts";
import { allCapabilities } from "../../schema.ts";
import type { ArrayValue, Value } from "../../syntax/document.ts";
import { type Fix, type FixMaker, type FixTable, sourceOf, valueAtOffset } from "./context.ts";
import { tomlBoolean } from "./quoteFixes.ts";
import { type Edit, insert, removal, replace, writeString } from "../../syntax/edits.ts";
import { removeEntry } from "./urlFixes.ts";

/** Writes the value in the type that the field wants, where the value leaves no doubt. */
const retype: FixMaker = (finding, model) => {
  const value = valueAtOffset(model, finding.start);
  const assignment = model.assignments.find(
    ({ value: outer }) => outer !== undefined && outer.start <= finding.start && finding.start < outer.end,
  );
  if (value === undefined || assignment === undefined) return undefined;
  const { meaning } = assignment;
  const text = meaning.kind === "field" ? retyped(value, meaning.field.type, sourceOf(model, value)) : undefined;
  return text === undefined ? undefined : { title: `Change to ${text}`, edits: [replace(value, text)] };
};

function retyped(value: Value, type: string, source: string): string | undefined {
  if (type === "boolean") return value.kind === "string" ? tomlBoolean(value.value) : undefined;
  if (type === "capabilities" && value.kind === "string") return `[${capabilitiesIn(value.value)?.join(", ") ?? source}]`;
  if (type === "duration") return value.kind === "integer" && /^\d+$/.test(source) ? `"${source}s"` : undefined;
  const isScalar = value.kind === "integer" || value.kind === "float" || value.kind === "boolean" || value.kind === "date";
  return isScalar && type !== "capabilities" ? writeString(source) : undefined;
}

const knownNames: ReadonlySet<string> = new Set(allCapabilities.map(({ name }) => name));

/** `"pull"` and `"resolve"` of a text that names several capabilities; undefined where it does not. */
function capabilitiesIn(text: string): readonly string[] | undefined {
  const names = text.split(/[\s,]+/).filter((name) => name !== "");
  return names.length > 1 && names.every((name) => knownNames.has(name.toLowerCase())) ? names.map((name) => writeString(name)) : undefined;
}

/** Makes several items of one that names several capabilities. */
export const splitCapabilities: FixMaker = (finding, model) => {
  const value = valueAtOffset(model, finding.start);
  const items = value?.kind === "string" ? capabilitiesIn(value.value)?.join(", ") : undefined;
  return items === undefined ? undefined : { title: `Change to ${items}`, edits: [replace(finding, items)] };
};

const writeDuration: FixMaker = (finding, model) => {
  const value = valueAtOffset(model, finding.start);
  if (value?.kind !== "string") return undefined;
  const bare = value.value.replaceAll(/\s/g, "").toLowerCase();
  const inHours = bare.replace(/^(\d+)d/, (_, days: string) => `${Number(days) * 24}h`);
  const text = /^[+-]?[\d.]+$/.test(inHours)
    ? `${inHours}s`
    : inHours.replaceAll(/sec(?:onds?|s)?/g, "s").replaceAll(/min(?:utes?|s)?/g, "m");
  if ("error" in parseGoDuration(text)) return undefined;
  return { title: `Change to "${text}"`, edits: [replace(value, `"${text}"`)] };
};

const dropMinus: FixMaker = (finding, model) => {
  const value = valueAtOffset(model, finding.start);
  if (value?.kind !== "string" || !value.value.startsWith("-")) return undefined;
  const text = value.value.slice(1);
  return { title: `Change to "${text}"`, edits: [replace(value, `"${text}"`)] };
};

const nestPair: FixMaker = (finding) => ({
  title: "Make it a pair of certificate and key",
  edits: [insert(finding.start, "["), insert(finding.end, "]")],
});

const unwrapPair: FixMaker = (finding, model) => {
  const apart = pairApart(finding, model);
  if (apart !== undefined) return apart;
  const value = valueAtOffset(model, finding.start);
  const [only, ...others] = value?.kind === "array" ? value.items : [];
  if (value === undefined || only === undefined || others.length > 0) return undefined;
  return { title: "Use the file for certificate and key", edits: [replace(value, sourceOf(model, only))] };
};

/** `[["client.cert"], ["client.key"]]` is one pair with brackets too many. */
function pairApart({ start }: Finding, model: HostsModel): Fix | undefined {
  const whole = model.assignments.find(({ value }) => value !== undefined && value.start < start && start < value.end)?.value;
  const paths = whole?.kind === "array" ? whole.items.map((item) => (item.kind === "array" ? item.items : [])) : [];
  const [certificate, key] = paths.map(([first]) => first);
  if (whole === undefined || key?.kind !== "string" || certificate?.kind !== "string" || paths.some(({ length }) => length !== 1))
    return undefined;
  if (paths.length !== 2 || !/key/i.test(key.value) || /key/i.test(certificate.value)) return undefined;
  const text = `[[${sourceOf(model, certificate)}, ${sourceOf(model, key)}]]`;
  return { title: "Make it a pair of certificate and key", edits: [replace(whole, text)] };
}

/** An empty key leaves the certificate alone; any other empty path is taken out. */
const dropEmptyPath: FixMaker = (finding, model) => {
  const assignment = model.assignments.find(
    ({ value }) => value !== undefined && value.start <= finding.start && finding.start < value.end,
  );
  const outer = assignment?.value;
  if (outer === undefined) return undefined;
  if (outer.kind === "string") {
    const { entry } = assignment ?? {};
    return entry === undefined ? undefined : { title: "Remove the empty path", edits: [removal(model.document.text, entry)] };
  }
  if (outer.kind !== "array") return undefined;
  const pair = outer.items.find((item) => item.kind === "array" && item.start < finding.start && finding.start < item.end);
  if (pair?.kind !== "array") return { title: "Remove the empty path", edits: [removeItem(outer, finding.start)] };
  const [certificate, key] = pair.items;
  if (certificate === undefined || key?.start !== finding.start) return undefined;
  return { title: "Use the certificate's file for the key too", edits: [replace(pair, sourceOf(model, certificate))] };
};

/** Takes an item out of an array, with the comma that separates it. */
function removeItem({ items }: ArrayValue, start: number): Edit {
  const index = items.findIndex((item) => item.start === start);
  const item = items[index];
  const next = items[index + 1];
  const previous = items[index - 1];
  if (item === undefined) return insert(start, "");
  if (next !== undefined) return { start: item.start, end: next.start, text: "" };
  return { start: previous?.end ?? item.start, end: item.end, text: "" };
}

const removeCapability: FixMaker = (finding, model) => {
  const assignment = model.assignments.find(
    ({ value }) => value?.kind === "array" && value.start < finding.start && finding.start < value.end,
  );
  const array = assignment?.value;
  if (array?.kind !== "array" || array.items.length < 2) return undefined;
  return { title: `Remove ${sourceOf(model, finding)}`, edits: [removeItem(array, finding.start)] };
};

/** Without the field a host has all capabilities too, in every containerd, and says so. */
const removeCapabilities: FixMaker = (finding, model) => {
  const entry = model.assignments.find(({ value }) => value?.start === finding.start)?.entry;
  return entry === undefined ? undefined : removeEntry({ ...finding, start: entry.start }, model);
};

const onlyPull: FixMaker = (finding) => ({ title: "Allow pulling alone", edits: [replace(finding, '["pull", "resolve"]')] });

/** With a `ca`, verification can stay on. */
const verifyAgain: FixMaker = (finding, model) => {
  const sections = [model.root, ...model.hosts.values()];
  const section = sections.find(({ settings }) => settings.get("ca")?.assignment.entry?.start === finding.start);
  const skip = section?.settings.get("skip_verify")?.assignment.entry;
  return skip === undefined ? undefined : removeEntry({ ...finding, start: skip.start, end: skip.end }, model);
};

export const valueFixes: FixTable = {
  "wrong-type": retype,
  "invalid-duration": writeDuration,
  "non-positive-timeout": dropMinus,
  "client-looks-like-pair": nestPair,
  "invalid-client-pair": unwrapPair,
  "empty-path": dropEmptyPath,
  "empty-capabilities": [removeCapabilities, onlyPull],
  "requires-containerd": removeCapability,
  "push-to-mirror": removeCapability,
  "ca-with-skip-verify": verifyAgain,
};
