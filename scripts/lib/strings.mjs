// The sentences that a person may read: collected from the code for translators, since VS Code's own extractor knows no
// function but l10n.t. `say("…")` shows a sentence, `text("…")` makes one in a room without VS Code.
import { readdirSync, readFileSync } from "node:fs";
import { stripTypeScriptTypes } from "node:module";
import path from "node:path";
import { parse } from "acorn";

/** @typedef {{ template: string, file: string, line: number }} Sentence */
/** @typedef {{ sentences: readonly Sentence[], faults: readonly string[] }} Collected */

/** Each with the end of the module that has it: others may have functions of the same name. */
const carriers = new Map([
  ["say", "platform/say.ts"],
  ["text", "core/text.ts"],
]);
/** Where `say` itself stands. */
const carrierFile = "src/platform/say.ts";

/** @param {string} source TypeScript @param {string} file its name, for what is wrong @returns {Collected} */
export function collect(source, file) {
  /** @type {Sentence[]} */
  const sentences = [];
  /** @type {string[]} */
  const faults = [];
  const program = parse(stripTypeScriptTypes(source), { ecmaVersion: "latest", sourceType: "module", locations: true });
  const imported = new Map(importsOf(program));
  visit(program, (call) => {
    const module = call.callee?.type === "Identifier" ? carriers.get(call.callee.name) : undefined;
    if (module === undefined || imported.get(call.callee.name)?.endsWith(`/${module.split("/").at(-1)}`) !== true) return;
    const at = `${file}:${call.loc.start.line}`;
    const templates = literalsOf(call.arguments[0]);
    if (templates === undefined) return void faults.push(`${at}: the sentence is not a literal, so that no translator finds it`);
    for (const template of templates) {
      sentences.push({ template, file, line: call.loc.start.line });
      const places = placesOf(template);
      const given = call.arguments.some((/** @type {any} */ each) => each.type === "SpreadElement") ? undefined : call.arguments.length - 1;
      if (places.some((place, index) => place !== index)) faults.push(`${at}: the places of “${template}” are not 0, 1, 2 …`);
      if (call.callee.name === "say" && given !== undefined && given !== places.length)
        faults.push(`${at}: “${template}” has ${places.length} places, and gets ${given}`);
    }
  });
  return { sentences, faults };
}

/** @param {any} program @returns {readonly (readonly [name: string, module: string])[]} */
function importsOf(program) {
  const declarations = program.body.filter((/** @type {any} */ each) => each.type === "ImportDeclaration");
  return declarations.flatMap((/** @type {any} */ { specifiers, source }) =>
    specifiers.map((/** @type {any} */ each) => [each.local.name, source.value]),
  );
}

/** @param {any} node @param {(call: any) => void} onCall */
function visit(node, onCall) {
  if (node === null || typeof node !== "object") return;
  if (node.type === "CallExpression") onCall(node);
  for (const value of Object.values(node)) {
    if (Array.isArray(value)) for (const each of value) visit(each, onCall);
    else if (typeof value === "object" && value !== null && "type" in value) visit(value, onCall);
  }
}

/** @param {any} node @returns {readonly string[] | undefined} what it can be; undefined where that is not written there */
function literalsOf(node) {
  if (node?.type === "Literal" && typeof node.value === "string") return [node.value];
  if (node?.type !== "ConditionalExpression") return undefined;
  const [yes, no] = [literalsOf(node.consequent), literalsOf(node.alternate)];
  return yes === undefined || no === undefined ? undefined : [...yes, ...no];
}

/** @param {string} template @returns {readonly number[]} the numbers of its places, each once and in order */
export function placesOf(template) {
  return [...new Set([...template.matchAll(/\{(\d+)\}/g)].map(([, number]) => Number(number)))].toSorted((a, b) => a - b);
}

/** @param {string} root the project's folder @returns {Collected} of all of src */
export function collectAll(root) {
  const files = readdirSync(path.join(root, "src"), { recursive: true, encoding: "utf8" })
    .map((file) => `src/${file.replaceAll("\\", "/")}`)
    .filter((file) => file.endsWith(".ts") && !file.endsWith(".d.ts") && file !== carrierFile)
    .toSorted();
  const all = files.map((file) => collect(readFileSync(path.join(root, file), "utf8"), file));
  return { sentences: all.flatMap(({ sentences }) => sentences), faults: all.flatMap(({ faults }) => faults) };
}

/** @param {readonly Sentence[]} sentences @returns {string} l10n/bundle.l10n.json: each sentence, and quotation marks alone, with itself, as VS Code's format has it */
export function bundleOf(sentences) {
  const templates = [...new Set(sentences.map(({ template }) => template))].filter((template) =>
    /[\p{Letter}“]/u.test(template.replaceAll(/\{\d+\}/g, "")),
  );
  return `${JSON.stringify(Object.fromEntries(templates.toSorted().map((template) => [template, template])), undefined, 2)}\n`;
}
