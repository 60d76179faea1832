// Makes the package that people install. It needs no network: the README goes in without its pictures, which VS Code shows by https: alone
// and so only with a repository's address, and without links to files that stay outside. The tour has the pictures.
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { thirdPartyNotices } from "./notices.mjs";
import { run, UserError } from "./processes.mjs";
import { root } from "./setup.mjs";
import { writeStrings } from "./writeStrings.mjs";

/** @param {readonly string[]} args for Node @param {string} cwd @returns {Promise<string>} its output */
async function node(args, cwd) {
  const { code, output } = await run(process.execPath, args, { cwd, quiet: true });
  if (code !== 0) throw new UserError(`${output.trimEnd()}\n${path.basename(args[0] ?? "")} failed; its output is above.`);
  return output;
}

/** @param {string} text Markdown @returns {string} without pictures and what is for the repository alone, and with the text alone of links to other files */
export function packagedReadme(text) {
  const isOutside = "(?![a-z]+:|#)";
  return text
    .replaceAll(/<!-- only in the repository -->[^]*?<!-- end -->\n+/g, "")
    .replaceAll(new RegExp(String.raw`^!\[[^\]]*\]\(${isOutside}[^)]*\)\n+`, "gm"), "")
    .replaceAll(new RegExp(String.raw`\[([^\]]*)\]\(${isOutside}[^)]*\)`, "g"), "$1");
}

/** @param {string} text a manifest @returns {string} without what only building needs */
function packagedManifest(text) {
  const {
    bin: _bin,
    scripts: _scripts,
    devDependencies: _devDependencies,
    optionalDependencies: _optional,
    ...manifest
  } = JSON.parse(text);
  return `${JSON.stringify(manifest, undefined, 2)}\n`;
}

/** The licences of what is bundled. */
const noticesFile = "THIRD_PARTY_NOTICES.txt";

/** What is not taken over as it stands. @type {Record<string, (text: string) => string>} */
const rewrites = { "README.md": packagedReadme, "package.json": packagedManifest };

/** Builds for production and packs. @returns {Promise<string>} the path of the VSIX */
export async function makeVsix() {
  const vsce = path.join(root, "node_modules/@vscode/vsce/vsce");
  await node([path.join(root, "esbuild.mjs"), "--production"], root);
  const { faults } = writeStrings(root);
  if (faults.length > 0) throw new UserError(faults.join("\n"));
  const files = (await node([vsce, "ls", "--no-dependencies"], root)).trim().split("\n");
  const staging = path.join(root, "out/package");
  rmSync(staging, { recursive: true, force: true });
  for (const file of files) {
    const target = path.join(staging, file);
    mkdirSync(path.dirname(target), { recursive: true });
    const rewrite = rewrites[file];
    if (rewrite === undefined) cpSync(path.join(root, file), target);
    else writeFileSync(target, rewrite(readFileSync(path.join(root, file), "utf8")));
  }
  writeFileSync(path.join(staging, noticesFile), thirdPartyNotices(root));
  const { name, version } = JSON.parse(readFileSync(path.join(root, "package.json"), "utf8"));
  const vsix = path.join(root, `${name}-${version}.vsix`);
  await node([vsce, "package", "--no-dependencies", "--no-rewrite-relative-links", "--allow-missing-repository", "--out", vsix], staging);
  return vsix;
}
