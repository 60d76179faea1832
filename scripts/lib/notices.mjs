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
  const manifest = manifestOf(directory);
  const { name, version, license } = manifest;
  if (typeof license !== "string" || !allowed.has(license))
    throw new UserError(`${name} has the licence ${String(license)}, which is not among those that may be shipped.`);
  const main = licenceOf(directory) ?? licenceOfRepository(directory, manifest);
  if (main === undefined) throw new UserError(`${name} has no licence file, so that it cannot be shipped.`);
  const notices = readdirSync(directory).filter((file) => furtherNotices.test(file));
  const texts = [main, ...notices.map((file) => path.join(directory, file))].map((file) => readFileSync(file, "utf8").trim());
  return { name, version, license, text: texts.join("\n\n") };
}

/** @param {string} directory @returns {{ name: string, version: string, license?: unknown, repository?: { url?: string } }} */
function manifestOf(directory) {
  return JSON.parse(readFileSync(path.join(directory, "package.json"), "utf8"));
}

/** @param {string} directory */
function licenceOf(directory) {
  const file = readdirSync(directory).find((each) => licenceFile.test(each));
  return file === undefined ? undefined : path.join(directory, file);
}

/**
 * The licence of another package of its scope that comes from the same repository under the same licence: one of Amazon's leaves it out.
 * @param {string} directory @param {{ license?: unknown, repository?: { url?: string } }} manifest
 */
function licenceOfRepository(directory, { license, repository }) {
  const scope = path.dirname(directory);
  if (repository?.url === undefined || !path.basename(scope).startsWith("@")) return undefined;
  return readdirSync(scope)
    .toSorted()
    .map((name) => path.join(scope, name))
    .filter((each) => existsSync(path.join(each, "package.json")))
    .filter((each) => manifestOf(each).license === license && manifestOf(each).repository?.url === repository.url)
    .map(licenceOf)
    .find((file) => file !== undefined);
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
