// How many places have to be touched for one more of what the extension has many of. It is read off those that are there:
// the one of its kind that is named in the fewest places shows how few will do. A folder of its own counts as one place;
// tests of particular matters (`*.test.ts`) are not counted, nor is what a script writes.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";

const searched = [
  "src",
  "docs",
  "media",
  "test/support",
  "test/fixtures",
  "test/unit/hosts",
  "scripts",
  "package.json",
  "package.nls.json",
];
const skipped = /\.test\.ts$|\.png$|^docs\/(?:SETTINGS|BENCHMARKS)\.md$|^docs\/[A-Z]+\.md$(?<!PROVIDERS\.md)/;

/** @typedef {ReadonlyMap<string, string>} Texts by the files below the project's folder */

/** @param {string} folder the project's @returns {Texts} */
function readTexts(folder) {
  const files = searched.flatMap((place) => {
    if (place.endsWith(".json")) return [place];
    const below = readdirSync(path.join(folder, place), { recursive: true, withFileTypes: true });
    return below
      .filter((each) => each.isFile())
      .map((each) => path.relative(folder, path.join(each.parentPath, each.name)).replaceAll("\\", "/"));
  });
  return new Map(files.filter((file) => !skipped.test(file)).map((file) => [file, readFileSync(path.join(folder, file), "utf8")]));
}

/**
 * @param {Texts} texts @param {RegExp} name @param {readonly string[]} [own] folders of its own
 * @returns {readonly string[]} the places that name it, in their path or their text
 */
export function placesOf(texts, name, own = []) {
  const places = [...texts].flatMap(([file, text]) => {
    const folder = own.find((each) => file.startsWith(each));
    if (folder !== undefined) return [folder];
    return name.test(file) || name.test(text) ? [file] : [];
  });
  return [...new Set(places)];
}

/** @param {string} word @returns {RegExp} it, and no longer word that holds it */
function whole(word) {
  return new RegExp(`(?<![\\w.-])${word.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)}(?![\\w-])`);
}

/** @param {string} folder @param {Texts} texts @returns {ReadonlyMap<string, readonly string[]>} by the provider's id */
function placesOfProviders(folder, texts) {
  const source = path.join(folder, "src/providers");
  const ids = readdirSync(source).filter((id) => existsSync(path.join(source, id, "index.ts")));
  return new Map(
    ids.map((id) => {
      const title = /^ {2}name: "([^"]+)"/m.exec(texts.get(`src/providers/${id}/index.ts`) ?? "")?.[1] ?? id;
      const name = new RegExp(`${whole(id).source}|${whole(title).source}`);
      const places = placesOf(texts, name, [`src/providers/${id}/`]);
      // What its registry answers, and who logs in there, are its fixtures: one place.
      return [id, [...new Set(places.map((place) => (place.startsWith("test/") ? "test fixtures" : place)))]];
    }),
  );
}

/** @param {Texts} texts @returns {ReadonlyMap<string, readonly string[]>} by the code */
function placesOfFindings(texts) {
  const codes = [...(texts.get("src/hosts/findings.ts") ?? "").matchAll(/^ {2}"([\w-]+)": "/gm)].map(([, code = ""]) => code);
  return new Map(codes.map((code) => [code, placesOf(texts, whole(code))]));
}

/** With the file of the function that carries it out, and that of its title. @param {Texts} texts @returns {ReadonlyMap<string, readonly string[]>} by the id */
function placesOfCommands(texts) {
  const manifest = texts.get("package.json") ?? "";
  const ids = new Set([...manifest.matchAll(/"command": "(containerRegistries\.[\w.]+)"/g)].map(([, id = ""]) => id));
  const wiring = [...texts].filter(([file]) => file.startsWith("src/composition/")).map(([, text]) => text);
  return new Map(
    [...ids].map((id) => {
      const title = new RegExp(`"command": "${id}",\\s*"title": "%([\\w.]+)%"`).exec(manifest)?.[1] ?? id;
      const handler = new RegExp(`"${id}": [^\\n]*?\\b(\\w+Command)\\(`).exec(wiring.join("\n"))?.[1];
      const names = [whole(id), whole(title), ...(handler === undefined ? [] : [new RegExp(`function ${handler}\\b`)])];
      return [id, placesOf(texts, new RegExp(names.map(({ source }) => source).join("|")))];
    }),
  );
}

/** The places that have to know a kind: who makes such a node does not name it. @param {Texts} texts @returns {ReadonlyMap<string, readonly string[]>} by the kind */
function placesOfNodeKinds(texts) {
  const kinds = [...(texts.get("src/ui/tree/nodeKinds.ts") ?? "").matchAll(/^ {2}(\w+): \w+Kind,$/gm)].map(([, kind = ""]) => kind);
  return new Map(
    kinds.map((kind) => {
      const type = `${kind[0]?.toUpperCase()}${kind.slice(1)}Node`;
      return [kind, placesOf(texts, new RegExp(`\\b(?:${kind}Kind|${type})\\b`))];
    }),
  );
}

/** @param {string} folder the project's @returns {readonly import("./figures.mjs").Figure[]} */
export function figuresOfPlaces(folder) {
  const texts = readTexts(folder);
  const kinds = [
    { name: "provider", limit: 5, of: placesOfProviders(folder, texts) },
    { name: "finding", limit: 5, of: placesOfFindings(texts) },
    { name: "command", limit: 4, of: placesOfCommands(texts) },
    { name: "kind of node", limit: 3, of: placesOfNodeKinds(texts) },
  ];
  return kinds.map(({ name, limit, of }) => {
    const [fewest = ["", []]] = [...of].toSorted(([, a], [, b]) => a.length - b.length);
    return { name: `places to touch for a new ${name}`, value: fewest[1].length, limit, of: `${fewest[0]}: ${fewest[1].join(", ")}` };
  });
}
