// From the last key stroke of a filter to the rows, and from the registry's answer to an order, in the middle of very many tags.
import { order } from "../src/services/browse/arrange.ts";
import { parseNameFilter } from "../src/services/browse/nameFilter.ts";
import { PagedList } from "../src/services/browse/pagedList.ts";
import { inTurns, type Measurements, type RunningBenchmark } from "./support/benchmark.ts";

const step = 200;
const turns = 6;
/** Two filters in turns: the list keeps nothing of the one before. */
const patterns = ["1.2*7.3", "1.3*7.2"];
const bare = "a bare includes";
const collator = "Intl.Collator, in one go";

interface Size {
  readonly count: number;
  /** From the key stroke to the rows, in milliseconds. */
  readonly atMost: number;
}

/** In no order: each number comes once. */
function tagsOf(count: number): readonly { readonly name: string }[] {
  return Array.from({ length: count }, (_, index) => {
    const mixed = (index * 7_919) % count;
    return { name: `1.${Math.floor(mixed / 10)}.${mixed % 10}` };
  });
}

async function measure({ count, atMost }: Size): Promise<Measurements> {
  const tags = tagsOf(count);
  const list = new PagedList(() => Promise.resolve({ value: { items: tags, next: undefined }, host: "reg.example" }), { step });
  await list.view();
  const filters = await Promise.all(patterns.map(async (pattern) => parseNameFilter(pattern)));
  let turn = 0;
  const filter = async (): Promise<void> => {
    list.filterBy(filters[turn++ % filters.length]);
    const { items } = await list.view();
    if (items.length === 0) throw new Error("nothing matches");
  };
  const compare = new Intl.Collator("en", { numeric: true }).compare;
  return {
    [`find-${count}: filter`]: {
      ...(await inTurns(turns, filter, { [bare]: () => Promise.resolve(tags.filter(({ name }) => name.includes("7.3"))) })),
      goals: [{ atMost }],
    },
    [`find-${count}: newest version first`]: await inTurns(turns, () => order(tags, "version"), {
      [collator]: () => Promise.resolve(tags.toSorted((a, b) => compare(b.name, a.name))),
    }),
  };
}

export function start(): Promise<RunningBenchmark> {
  const run = async (): Promise<Measurements> => ({
    ...(await measure({ count: 10_000, atMost: 100 })),
    ...(await measure({ count: 200_000, atMost: 300 })),
  });
  return Promise.resolve({ run, close: () => Promise.resolve() });
}
