import { keptText, maxKept } from "./capped.ts";
import type { HistoryEntry } from "../../registry/content/imageConfig.ts";

/**
 * The instruction that made each of the first of `count` layers, by the image's history: its entries stand for the layers in their order, without
 * those that made none (image-spec, config.md, "history"). Undefined for all where the history has not as many: then nobody can tell.
 */
export function instructionsOf(history: readonly HistoryEntry[], count: number): readonly (string | undefined)[] {
  const made = history.filter(({ emptyLayer }) => !emptyLayer);
  return Array.from({ length: Math.min(count, maxKept) }, (_, index) =>
    made.length === count ? instructionOf(made[index]?.createdBy ?? "") : undefined,
  );
}

/**
 * The instruction as a Dockerfile has it: without the shell that docker's classic builder ran it in (`/bin/sh -c #(nop) ADD …`), with
 * its build arguments (`|1 VERSION=2 /bin/sh -c …`), and without the mark of BuildKit. Undefined for an empty one.
 */
export function instructionOf(createdBy: string): string | undefined {
  const text = keptText(createdBy)
    .replace(/ # buildkit$/, "")
    .trim();
  const classic = /^(?:\|\d+ .*?)?\/bin\/(?:ba)?sh -c (?<rest>.*)$/s.exec(text)?.groups?.["rest"]?.trim();
  if (classic === undefined) return text.replace(/^RUN (?:\|\d+ .*?)?\/bin\/(?:ba)?sh -c /s, "RUN ") || undefined;
  return classic.startsWith("#(nop)") ? classic.slice("#(nop)".length).trim() || undefined : `RUN ${classic}`;
}
