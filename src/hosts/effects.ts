/**
 * What a mistake does to a pull, as a message begins; a colon and the cause follow. What only one check can say stands
 * beside it.
 */
export const effects = {
  /** The daemon logs the fault, and then asks the registry directly. */
  file: "containerd ignores this whole file",
  /** containerd makes the hosts of a registry together: the error of one leaves none (core/remotes/docker/config/hosts.go). */
  registry: "containerd tries no host of this registry, neither a mirror nor the registry itself",
  /** containerd goes on with the next host. */
  host: "Every request to this host fails",
  /** A `server` without a host counts as none. */
  server: "containerd uses the registry that the directory is named after instead",
} as const;

/** A sentence of a finding: what comes of it first, then why. */
export type FindingMessage = `${string}: ${string}`;
