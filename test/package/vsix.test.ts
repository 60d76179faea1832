import assert from "node:assert/strict";
import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { before, describe, test } from "node:test";
import { bundledPackages, noticeOf } from "../../scripts/lib/notices.mjs";
import { writeSbom } from "../../scripts/lib/sbom.mjs";
import { makeVsix, packagedReadme } from "../../scripts/lib/vsix.mjs";
import { hosts, type Host } from "../../scripts/lib/vscodeServer.mjs";
import { listZip } from "../../scripts/lib/zip.mjs";
import { withWorkbench } from "../support/workbench/workbench.ts";

const wanted = [
  /^(extension\.vsixmanifest|\[Content_Types\]\.xml)$/,
  /^extension\/(package\.json|package\.nls(\.[\w-]+)?\.json|readme\.md|changelog\.md|LICENSE\.txt|THIRD_PARTY_NOTICES\.txt|(yaml-)?language-configuration\.json)$/,
  /^extension\/dist\/(chunks\/|server\/|shared\/)?[\w-]+\.js$/,
  /^extension\/docs\/hosts-toml\.md$/,
  /^extension\/(l10n|schemas|syntaxes)\/[\w.-]+\.json$/,
  /^extension\/media\/([\w-]+\/)*[\w-]+\.(svg|png|md)$/,
];

describe("the package", () => {
  let vsix = "";
  before(async () => {
    vsix = await makeVsix();
  });

  test("holds what runs and what VS Code shows of it, and nothing else", () => {
    const names = listZip(vsix).map(({ name }) => name);
    assert.deepEqual(
      names.filter((name) => !wanted.some((each) => each.test(name))),
      [],
    );
    for (const name of [
      "package.json",
      "dist/extension.js",
      "dist/hostsServer.js",
      "docs/hosts-toml.md",
      "readme.md",
      "LICENSE.txt",
      "media/icon.png",
      "dist/shared/yaml.js",
    ]) {
      assert.ok(names.includes(`extension/${name}`), name);
    }
  });

  test("what a translator gets has every sentence, and no other", () => {
    const root = path.join(import.meta.dirname, "../..");
    const sources = path.join(root, "src");
    const code = readdirSync(sources, { recursive: true, encoding: "utf8" })
      .filter((name) => name.endsWith(".ts"))
      .map((name) => readFileSync(path.join(sources, name), "utf8"))
      .join("\n");
    // Not by the collector, which would make the same mistake twice.
    const literals = [...code.matchAll(/\b(?:say|text)\(\s*("(?:[^"\\\n]|\\.)*")/g)].map(
      ([, literal = ""]) => JSON.parse(literal) as string,
    );
    const sentences = new Set(literals.filter((literal) => literal.includes(" ")));
    const bundle = Object.keys(JSON.parse(readFileSync(path.join(root, "l10n/bundle.l10n.json"), "utf8")) as object);
    assert.ok(sentences.size > 400, `${sentences.size}`);
    assert.deepEqual([...sentences.difference(new Set(bundle))], []);
    assert.deepEqual(
      bundle.filter((sentence) => !code.includes(JSON.stringify(sentence))),
      [],
    );
  });

  test("holds the licence of each package that is bundled", () => {
    const root = path.join(import.meta.dirname, "../..");
    assert.ok(listZip(vsix).some(({ name }) => name === "extension/THIRD_PARTY_NOTICES.txt"));
    const text = readFileSync(path.join(root, "out/package/THIRD_PARTY_NOTICES.txt"), "utf8");
    const folders = bundledPackages(readFileSync(path.join(root, "out/bundle.json"), "utf8"));
    assert.ok(folders.some((folder) => folder.endsWith("/undici")) && folders.some((folder) => folder.endsWith("/smol-toml")));
    for (const folder of folders) {
      const { name, version, license, text: own } = noticeOf(root, folder);
      assert.ok(text.includes(`${name} ${version} (${license})`), name);
      assert.ok(own.length > 200 && text.includes(own), name);
    }
  });

  test("has a bill of materials that names each package that is bundled, once", () => {
    const root = path.join(import.meta.dirname, "../..");
    const { bomFormat, specVersion, components } = JSON.parse(readFileSync(writeSbom(root, vsix), "utf8")) as {
      readonly bomFormat: string;
      readonly specVersion: string;
      readonly components: readonly {
        readonly purl: string;
        readonly licenses: readonly { readonly license: { readonly id: string } }[];
      }[];
    };
    assert.deepEqual([bomFormat, specVersion], ["CycloneDX", "1.5"]);
    const folders = bundledPackages(readFileSync(path.join(root, "out/bundle.json"), "utf8"));
    const urls = folders
      .map((folder) => noticeOf(root, folder))
      .map(({ name, version }) => `pkg:npm/${name.replace("@", "%40")}@${version}`);
    assert.deepEqual(
      components.map(({ purl }) => purl).toSorted((a, b) => (a < b ? -1 : 1)),
      [...new Set(urls)].toSorted((a, b) => (a < b ? -1 : 1)),
    );
    assert.ok(components.every(({ licenses: [first] }) => first !== undefined && first.license.id !== ""));
    assert.ok(components.some(({ purl }) => /^pkg:npm\/%40aws-sdk\/client-ecr@\d/.test(purl)));
  });

  test("has the pictures of the tour, and a page that leads to no file outside", () => {
    const page = readFileSync(path.join(import.meta.dirname, "../../out/package/README.md"), "utf8");
    assert.match(page, /^# Container Registries\n/);
    assert.doesNotMatch(page, /npm start|\]\(docs\/|!\[/);
    const names = new Set(listZip(vsix).map(({ name }) => name));
    for (const name of ["login", "tree", "dockerfile", "hosts-toml"]) assert.ok(names.has(`extension/media/readme/${name}.png`), name);
  });

  // Translations are as many as there are languages.
  test("is at most 1 MB without media and translations, and 1.5 MB in all", () => {
    const isOther = ({ name }: { readonly name: string }): boolean =>
      !/^extension\/(?:media\/|l10n\/|package\.nls\.[\w-]+\.json$)/.test(name);
    const withoutMedia = listZip(vsix)
      .filter(isOther)
      .reduce((sum, { compressed }) => sum + compressed, 0);
    assert.ok(withoutMedia > 10_000 && withoutMedia <= 1_000_000, `${withoutMedia} bytes without media`);
    assert.ok(statSync(vsix).size <= 1_500_000, `${statSync(vsix).size} bytes`);
  });

  test("has a manifest that tells VS Code what to load, without what only building needs", () => {
    const manifest = JSON.parse(readFileSync(path.join(import.meta.dirname, "../../out/package/package.json"), "utf8")) as Record<
      string,
      unknown
    >;
    assert.equal(manifest["main"], "./dist/extension.js");
    // Where a translation is looked for.
    assert.equal(manifest["l10n"], "./l10n");
    assert.deepEqual(
      ["bin", "scripts", "devDependencies", "optionalDependencies"].filter((key) => key in manifest),
      [],
    );
  });

  for (const host of Object.keys(hosts) as Host[]) {
    test(`installs and works in VS Code ${host}`, () =>
      withWorkbench(
        "package",
        {
          host,
          vsix,
          prepare: ({ dockerConfig }) => writeFileSync(path.join(dockerConfig, "config.json"), '{ "auths": { "localhost:1": {} } }'),
        },
        async (workbench) => {
          await workbench.openViewContainer("Registries");
          const row = await workbench.tree("Registries").waitForRow("localhost:1");
          assert.equal(row.expanded, false);
          await workbench.screenshot(`package-${host}`);
        },
      ));
  }
});

test("the README of the package has no pictures, no link to another file, and nothing for the repository alone", () => {
  const markdown =
    "a\n\n![Tree](media/tree.png)\n\n<!-- only in the repository -->\n\n## Try it\n\n<!-- end -->\n\nb [docs](docs/x.md) [web](https://example.com) [here](#b)\n";
  assert.equal(packagedReadme(markdown), "a\n\nb docs [web](https://example.com) [here](#b)\n");
  // Nor does the project's own send anybody to a file that the package has not got.
  assert.doesNotMatch(packagedReadme(readFileSync(path.join(import.meta.dirname, "../../README.md"), "utf8")), /[\w/]+\.md\b/);
});
