import { Lazy } from "../core/lazy.ts";
import type { ListPrompter } from "../services/prompts/prompter.ts";

/** A prompter that loads with its first question. */
export function lazyPrompter(load: () => Promise<ListPrompter>): ListPrompter {
  const loaded = new Lazy(load);
  return {
    input: async (step) => (await loaded.get()).input(step),
    pick: async (step) => (await loaded.get()).pick(step),
    pickMany: async (step) => (await loaded.get()).pickMany(step),
    wait: async (title, task) => (await loaded.get()).wait(title, task),
  };
}
