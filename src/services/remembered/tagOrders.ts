import type { ListOrder } from "../../core/listOrder.ts";
import type { Memory } from "../../core/memory.ts";
import { ownValue } from "../../core/ownValue.ts";

/** Host, a slash and repository → order. */
export type OrderByRepository = Readonly<Record<string, ListOrder>>;

/** In which order a person wants the tags of a repository. */
export class TagOrders {
  readonly #memory: Memory<OrderByRepository>;

  constructor(memory: Memory<OrderByRepository>) {
    this.#memory = memory;
  }

  of(host: string, repository: string): ListOrder | undefined {
    return ownValue(this.#memory.read(), `${host}/${repository}`);
  }

  async set(host: string, repository: string, order: ListOrder): Promise<void> {
    await this.#memory.write({ ...this.#memory.read(), [`${host}/${repository}`]: order });
  }
}
