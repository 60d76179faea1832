// A software bill of materials of what is bundled, as CycloneDX 1.5 (https://cyclonedx.org/docs/1.5/json/): it lies beside the VSIX.
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { bundledPackages, noticeOf } from "./notices.mjs";

/** @param {string} root the project's folder, built @returns {object} the same for the same packages */
function sbomOf(root) {
  const { name, version, license } = JSON.parse(readFileSync(path.join(root, "package.json"), "utf8"));
  const components = bundledPackages(readFileSync(path.join(root, "out/bundle.json"), "utf8")).map((folder) =>
    componentOf(noticeOf(root, folder)),
  );
  return {
    bomFormat: "CycloneDX",
    specVersion: "1.5",
    version: 1,
    metadata: {
      component: { "type": "application", "bom-ref": `${name}@${version}`, name, version, "licenses": [{ license: { id: license } }] },
    },
    // Another copy of the same version is the same component.
    components: [...new Map(components.map((component) => [component.purl, component])).values()],
  };
}

/** @param {import("./notices.mjs").Notice} notice */
function componentOf({ name, version, license }) {
  // A scope's @ is written out (https://github.com/package-url/purl-spec, npm).
  const purl = `pkg:npm/${name.replace("@", "%40")}@${version}`;
  return { "type": "library", "bom-ref": purl, name, version, "licenses": [{ license: { id: license } }], purl };
}

/** @param {string} root @param {string} vsix its path @returns {string} the path of the file that was written */
export function writeSbom(root, vsix) {
  const file = vsix.replace(/\.vsix$/, ".cdx.json");
  writeFileSync(file, `${JSON.stringify(sbomOf(root), undefined, 2)}\n`);
  return file;
}
