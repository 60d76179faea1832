import type { ListedTag } from "../../../core/listed.ts";
import { say } from "../../../platform/say.ts";
import { localized } from "../../sentences/localized.ts";
import { sizeSentence } from "../../sentences/sizeSentence.ts";

/** What a list tells of a tag beside its name, for its hover. */
export function listedTagFacts({ updatedAt, size, digest }: ListedTag): readonly string[] {
  return [
    ...(updatedAt === undefined ? [] : [say("Last updated: {0}", localized(updatedAt))]),
    ...(size === undefined ? [] : [say("Size: {0}", sizeSentence(size))]),
    ...(digest === undefined ? [] : [digest]),
  ];
}
