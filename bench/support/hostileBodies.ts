const count = 1_000_000;
const thirtyMB = 30_000_000;

function listOf(item: (index: number) => string): string {
  return `{"name":"a/b","tags":[${Array.from({ length: count }, (_, index) => item(index)).join()}]}`;
}

/** Objects with a key of their own each, of about so many bytes together. */
function objects(bytes: number): string {
  return Array.from({ length: Math.floor(bytes / 13) }, (_, index) => `{"k${index.toString(36)}":${index}}`).join();
}

function keys(howMany: number, length: number): string {
  return Array.from({ length: howMany }, (_, index) => `"${"k".repeat(length)}${index}":""`).join();
}

/** By the name of the repository, what its list is. */
export const hostileBodies: Readonly<Record<string, () => string>> = {
  "million-tags": () => listOf((index) => `"v1.${index}"`),
  "million-escaped-tags": () => listOf((index) => String.raw` "\u00761.${index}"`),
  "million-keys": () => listOf((index) => `{"k${index}":${index}}`),
  "empty-objects": () => `{"tags":[${"{},".repeat(thirtyMB / 3)}{}]}`,
  "nested-lists": () => "[".repeat(thirtyMB),
  "one-string": () => `{"tags":["${"x".repeat(thirtyMB)}"]}`,
  "objects-in-items": () => `{"tags":["v1",${Array.from({ length: 5 }, () => `[${objects(1_000_000)}]`).join()}]}`,
};

/** By the name of the repository, what its manifest is. */
export const hostileManifests: Readonly<Record<string, () => string>> = {
  // Just as much as a document may have, which is what it costs at most.
  "many-keys": () => `{"schemaVersion":2,"manifests":[],"annotations":{${keys(49_000, 10)}}}`,
  "many-mixed-keys": () => `{"schemaVersion":2,"manifests":[],"annotations":{${keys(49_000, 10)},"n":1}}`,
  "long-keys": () => `{"schemaVersion":2,"manifests":[],"annotations":{${keys(49_000, 140)}}}`,
  "many-objects": () => `{"schemaVersion":2,"manifests":[],"more":[${objects(300_000)}]}`,
  "many-strings": () =>
    `{"schemaVersion":2,"manifests":[],"more":[${Array(49_000)
      .fill(`"${"v".repeat(70)}"`)
      .join()}]}`,
};
