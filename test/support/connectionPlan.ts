import type { ConnectionPlan, HostConnection } from "../../src/services/reach/connection.ts";

/** A plan that no hosts.toml made: the last host is the registry. */
export function planOf(...hosts: readonly [HostConnection, ...HostConnection[]]): ConnectionPlan {
  return { hosts, itself: hosts.at(-1) ?? hosts[0], pullHost: undefined, directory: undefined };
}
