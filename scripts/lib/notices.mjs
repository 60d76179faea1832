// The licences of what is bundled, for the package that people install.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { UserError } from "./processes.mjs";

/** @typedef {{ name: string, version: string, license: string, text: string }} Notice */

/** What may be shipped inside a package under the MIT licence, as long as its notice goes along. */
const allowed = new Set(["MIT", "ISC", "0BSD", "BSD-2-Clause", "BSD-3-Clause", "Apache-2.0", "BlueOak-1.0.0"]);
const licenceFile = /^(?:licen[cs]e|copying)(?:\.(?:md|txt))?$/i;
const furtherNotices = /^(?:notice|third-?party-?notices)(?:\.(?:md|txt))?$/i;

/** @param {string} metafile the text of esbuild's metafile @returns {readonly string[]} folders of the packages that went into a bundle, by their paths below the project's */
export function bundledPackages(metafile) {
  /** @type {{ outputs: Record<string, { inputs: Record<string, unknown> }> }} */
  const { outputs } = JSON.parse(metafile);
  const inputs = Object.values(outputs).flatMap((output) => Object.keys(output.inputs));
  const folders = inputs.flatMap((input) => /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/.exec(input)?.[0] ?? []);
  return [...new Set(folders)].toSorted();
}

/** @param {string} root the project's folder @param {string} folder of a package, below it @returns {Notice} */
export function noticeOf(root, folder) {
  const directory = path.join(root, folder);
  /** @type {{ name: string, version: string, license?: unknown }} */
  const { name, version, license } = JSON.parse(readFileSync(path.join(directory, "package.json"), "utf8"));
  if (typeof license !== "string" || !allowed.has(license))
    throw new UserError(`${name} has the licence ${String(license)}, which is not among those that may be shipped.`);
  const files = readdirSync(directory);
  const main = files.find((file) => licenceFile.test(file));
  if (main === undefined) throw new UserError(`${name} has no licence file, so that it cannot be shipped.`);
  const texts = [main, ...files.filter((file) => furtherNotices.test(file))].map((file) =>
    readFileSync(path.join(directory, file), "utf8").trim(),
  );
  return { name, version, license, text: texts.join("\n\n") };
}

/** @param {string} root the project's folder, with a bundle @returns {string} the notices of everything in it */
export function thirdPartyNotices(root) {
  const metafile = path.join(root, "out/bundle.json");
  if (!existsSync(metafile)) throw new UserError("There is no out/bundle.json: build first.");
  const notices = bundledPackages(readFileSync(metafile, "utf8")).map((folder) => noticeOf(root, folder));
  const head = "Container Registries contains the following software.\n";
  const line = "-".repeat(80);
  return [
    head,
    ...notices.map(({ name, version, license, text }) => `${line}\n${name} ${version} (${license})\n${line}\n\n${text}\n`),
  ].join("\n");
}
