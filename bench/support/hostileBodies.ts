const count = 1_000_000;
const thirtyMB = 30_000_000;

function listOf(item: (index: number) => string): string {
  return `{"name":"a/b","tags":[${Array.from({ length: count }, (_, index) => item(index)).join()}]}`;
}

/** By the name of the repository. */
export const hostileBodies: Readonly<Record<string, () => string>> = {
  "million-tags": () => listOf((index) => `"v1.${index}"`),
  "million-escaped-tags": () => listOf((index) => String.raw` "\u00761.${index}"`),
  "million-keys": () => listOf((index) => `{"k${index}":${index}}`),
  "empty-objects": () => `{"tags":[${"{},".repeat(thirtyMB / 3)}{}]}`,
  "nested-lists": () => "[".repeat(thirtyMB),
  "one-string": () => `{"tags":["${"x".repeat(thirtyMB)}"]}`,
};
