/** The location that a host of Artifact Registry serves (Google, “Repository locations”). */
export function locationOf(hostname: string): string | undefined {
  const [, location, regional] = /^(?:([a-z0-9-]+)-docker\.pkg\.dev|docker\.([a-z0-9-]+)\.rep\.pkg\.dev)$/.exec(hostname) ?? [];
  return location ?? regional;
}
