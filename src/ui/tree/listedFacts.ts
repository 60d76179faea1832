import type { ListedRepository } from "../../core/listed.ts";
import { say } from "../../platform/say.ts";
import { localized } from "../sentences/localized.ts";

/** What a list tells of a repository beside its name, for its hover. */
export function listedFacts({ description, visibility, updatedAt }: ListedRepository): readonly string[] {
  return [
    ...(description === undefined || description.isEmpty ? [] : [say("Description: {0}", description)]),
    ...(visibility === undefined ? [] : [visibilitySentence(visibility)]),
    ...(updatedAt === undefined ? [] : [say("Last updated: {0}", localized(updatedAt))]),
  ];
}

function visibilitySentence(visibility: NonNullable<ListedRepository["visibility"]>): string {
  if (visibility === "public") return say("Public: anybody may pull from it");
  return visibility === "internal" ? say("Internal: members of the organization may pull from it") : say("Private");
}
