import type { Text } from "../../core/text.ts";

/** What a provider means by an answer to a login, and the way out. */
export interface RefusalNote {
  /** Registries of the provider that are known by their names, as `hostnameOf` writes them. */
  readonly hosts: RegExp;
  /** HTTP statuses. */
  readonly statuses: readonly number[];
  readonly text: Text;
}
