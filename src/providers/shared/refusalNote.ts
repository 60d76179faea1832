import type { Text } from "../../core/text.ts";

/** What a provider means by an answer to a login, and the way out. */
export interface RefusalNote {
  /** HTTP statuses. */
  readonly statuses: readonly number[];
  readonly text: Text;
}
