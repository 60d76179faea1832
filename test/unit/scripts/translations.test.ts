import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, test } from "node:test";
import { bundleOf, collectAll, placesOf } from "../../../scripts/lib/strings.mjs";

type Texts = Readonly<Record<string, string>>;

const root = path.join(import.meta.dirname, "../../..");
const read = (file: string): Texts => JSON.parse(readFileSync(path.join(root, file), "utf8")) as Texts;
/** Each file of a folder that is a translation, with its language. */
const translations = (folder: string, pattern: RegExp): readonly (readonly [file: string, language: string])[] =>
  readdirSync(path.join(root, folder)).flatMap((name) => {
    const language = pattern.exec(name)?.[1];
    return language === undefined ? [] : [[path.join(folder, name), language] as const];
  });

/** What every language writes as English does. */
const sameEverywhere = new Set([
  // Names.
  "Amazon Elastic Container Registry",
  "Application Default Credentials",
  "Azure Container Registry",
  "Docker",
  "Docker Desktop",
  "Docker Hub",
  "Dockerfile",
  "GitHub Container Registry",
  "GitHub Enterprise",
  "GitLab.com",
  "Google Artifact Registry",
  "Harbor",
  "JFrog Artifactory",
  "Kubernetes",
  "Podman",
  "Quay.io",
  "RKE2",
  "SBOM",
  "config.json",
  "containerd",
  "ctr",
  "docker",
  "k3s",
  "zot",
  // Examples of what is typed, and code.
  "AKIA…",
  "dckr_pat_…",
  "ghp_…",
  "gldt-…",
  "glpat-…",
  "ya29.…",
  "a1b2c3d4",
  "acme+ci",
  "alice",
  "alice/myproject",
  "team/app",
  "alpine, ghcr.io/owner/app:v1, registry.example.com:5000/app@sha256:…",
  "eu-west-1",
  "gitlab+deploy-token-1",
  "library",
  "https://mirror.example.com",
  "registry.example.com:5000",
  "skip_verify = true",
  "skip_verify = true in hosts.toml",
  // Units.
  "{0} GB",
  "{0} KB",
  "{0} MB",
  "{0} ms",
  "OK",
]);

/** Words that a language has in common with English. */
const sameIn: Readonly<Record<string, ReadonlySet<string>>> = {
  de: new Set([
    "China",
    "Digest",
    "Docker, rootless",
    "Image",
    "In config.json",
    "Index",
    "Labels",
    "Name",
    "Orange",
    "Ports",
    "Repository",
    "Tag: {0}",
    "Version",
    "Volumes",
    "rootless containerd",
    "{0} in {1}",
  ]),
};

/** What is wrong with a language's sentences, and what to do about it. */
function faultsOf(sentences: readonly string[], translated: Texts, language: string, titles: Texts = {}): readonly string[] {
  const missing = sentences.filter((sentence) => !(sentence in translated)).map((sentence) => `is missing, add it: “${sentence}”`);
  const unsaid = Object.keys(translated).filter((sentence) => !sentences.includes(sentence));
  const wrong = sentences
    .filter((sentence) => sentence in translated)
    .flatMap((sentence) => faultOf(sentence, translated[sentence] ?? "", language, titles).map((fault) => `${fault}: “${sentence}”`));
  return [...missing, ...unsaid.map((sentence) => `is no longer said, remove it: “${sentence}”`), ...wrong];
}

function faultOf(sentence: string, translation: string, language: string, titles: Texts): readonly string[] {
  const isSame = sameEverywhere.has(sentence) || sameIn[language]?.has(sentence) === true;
  const quoted = Object.entries(titles).filter(([title, own]) => sentence.includes(`“${title}”`) && !translation.includes(own));
  return [
    ...(translation.trim() === "" ? ["is empty, translate it"] : []),
    ...(translation === sentence && !isSame ? ["is English, translate it, or say in this test why it stays so"] : []),
    ...(String(placesOf(translation)) === String(placesOf(sentence)) ? [] : ["has other places than {0}, {1} … of the sentence"]),
    ...quoted.map(([, own]) => `quotes a command that is called ${own} in package.nls.${language}.json`),
  ];
}

/** The titles of commands that a sentence may quote: English → the language's. */
function titlesOf(english: Texts, own: Texts): Texts {
  const commands = Object.entries(english).filter(([key]) => key.startsWith("command."));
  return Object.fromEntries(commands.map(([key, title]) => [title, own[key] ?? ""]));
}

/** Where the links and code of a text lead, which no translation changes. */
const fixedParts = (text: string): readonly string[] => (text.match(/\(command:[^)]*\)|`#[^`]*`/g) ?? []).toSorted();

describe("the translations", () => {
  const sentences = Object.keys(JSON.parse(bundleOf(collectAll(root).sentences)) as Texts);
  const english = read("package.nls.json");
  const bundles = translations("l10n", /^bundle\.l10n\.([\w-]+)\.json$/);
  const manifests = translations("", /^package\.nls\.([\w-]+)\.json$/);

  test("are of whole languages, German among them", () => {
    const languages = bundles.map(([, language]) => language);
    assert.ok(languages.includes("de"));
    assert.deepEqual(
      manifests.map(([, language]) => language),
      languages,
    );
  });

  for (const [file, language] of bundles) {
    test(`${file} has each sentence that the code says`, () => {
      const translated = read(file);
      const faults = faultsOf(sentences, translated, language, titlesOf(english, read(`package.nls.${language}.json`)));
      const advice = "`npm run strings` writes all sentences to l10n/bundle.l10n.json (CONTRIBUTING.md, “Translations”):";
      assert.deepEqual(faults, [], [`${file}: ${advice}`, ...faults].join("\n"));
      assert.deepEqual(Object.keys(translated), sentences, `${file}: keep the order of l10n/bundle.l10n.json`);
    });
  }

  for (const [file] of manifests) {
    test(`${file} has each text of package.nls.json`, () => {
      const translated = read(file);
      const advice = `${file}: translate what package.nls.json has, in its order`;
      assert.deepEqual(Object.keys(translated), Object.keys(english), advice);
      for (const [key, text] of Object.entries(english)) {
        const own = translated[key] ?? "";
        assert.ok(own.trim() !== "" && own.endsWith("…") === text.endsWith("…"), `${file}: ${key}`);
        assert.deepEqual(fixedParts(own), fixedParts(text), `${file}: ${key} leads elsewhere`);
      }
    });
  }

  test("are found wanting where they are", () => {
    const sentence = "Could not read {0} of {1}.";
    const faults = (translated: Texts): readonly string[] => faultsOf([sentence], translated, "de", { "Log In…": "Anmelden…" });
    assert.deepEqual(faults({ [sentence]: "{1}: {0} war nicht zu lesen." }), []);
    for (const [wrong, fault] of [
      [{}, /^is missing/],
      [{ [sentence]: "{0} aus {1} war nicht zu lesen.", "Gone.": "Weg." }, /^is no longer said.*Gone/],
      [{ [sentence]: " " }, /^is empty/],
      [{ [sentence]: sentence }, /^is English/],
      [{ [sentence]: "{0} war nicht zu lesen." }, /^has other places/],
    ] as const)
      assert.match(faults(wrong)[0] ?? "", fault);
    assert.match(
      faultsOf(["“Log In…” does."], { "“Log In…” does.": "„Login…“ tut es." }, "de", { "Log In…": "Anmelden…" })[0] ?? "",
      /^quotes/,
    );
    assert.deepEqual(faultsOf(["Docker Hub"], { "Docker Hub": "Docker Hub" }, "de"), []);
  });
});
