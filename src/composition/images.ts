import type { ListPrompter } from "../services/prompts/prompter.ts";
import type { Foundation } from "./foundation.ts";
import type { ImageParts } from "./imageParts.ts";
import type { TreeParts } from "./tree.ts";

type NameOf<Id> = Id extends `containerRegistries.${infer Name}` ? Name : never;

/** The ids alone, behind what all of them begin with: what they do loads when it is first wanted. */
const names: { readonly [Name in NameOf<keyof ImageParts>]: 1 } = {
  "image.pull": 1,
  "image.push": 1,
  "repository.create": 1,
  "image.copyAs": 1,
  "image.copyPullCommand": 1,
  "node.openInBrowser": 1,
  "image.copyTo": 1,
  "tag.add": 1,
  "tag.delete": 1,
  "manifest.delete": 1,
};

/** Moving images between this machine and registries, and what is copied, deleted and shown of them. It loads when it is first used. */
export function composeImages(foundation: Foundation, prompter: ListPrompter, tree: TreeParts): { readonly handlers: ImageParts } {
  const entryOf = (name: string): [string, (...args: unknown[]) => Promise<void>] => {
    const id = `containerRegistries.${name}`;
    const handler = async (...args: unknown[]): Promise<void> => {
      const parts = (await import("./imageParts.ts")).composeImageParts(foundation, prompter, tree);
      await (parts as unknown as Readonly<Record<string, (...args: unknown[]) => unknown>>)[id]?.(...args);
    };
    return [id, handler];
  };
  return { handlers: Object.fromEntries(Object.keys(names).map(entryOf)) as unknown as ImageParts };
}
