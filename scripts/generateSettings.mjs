// Writes docs/SETTINGS.md from package.json. A test compares the two.
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";

const root = path.join(import.meta.dirname, "..");
const file = path.join(root, "docs/SETTINGS.md");
const read = (/** @type {string} */ name) => JSON.parse(readFileSync(path.join(root, name), "utf8"));

/** The page of settings, from the manifest and its English texts. @returns {string} */
export function settingsPage() {
  const texts = read("package.nls.json");
  const text = (/** @type {string} */ key) => texts[key.slice(1, -1)] ?? key;
  const section = (/** @type {[string, any]} */ [name, setting]) => {
    const values = (setting.enum ?? []).map((/** @type {string} */ value, /** @type {number} */ index) => {
      const meaning = setting.enumDescriptions?.[index];
      return `- \`${value}\`${meaning === undefined ? "" : `: ${text(meaning)}`}`;
    });
    const scope = setting.scope === undefined ? "user or workspace" : setting.scope.startsWith("machine") ? "this machine" : setting.scope;
    const facts = `Type ${setting.type}, default \`${JSON.stringify(setting.default)}\`, set for ${scope}.`;
    return [`### \`${name}\``, text(setting.markdownDescription), ...(values.length === 0 ? [] : [values.join("\n")]), facts].join("\n\n");
  };
  const group = (/** @type {{ title: string, properties: object }} */ { title, properties }) =>
    [`## ${text(title)}`].concat(Object.entries(properties).map(section));
  const groups = read("package.json").contributes.configuration.flatMap(group);
  const head = "# Settings\n\nThis page is made from package.json by `node scripts/generateSettings.mjs`.";
  return `${[head, ...groups].join("\n\n")}\n`;
}

if (process.argv[1] === import.meta.filename) writeFileSync(file, settingsPage());
