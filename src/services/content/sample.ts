import type { ContentFacts } from "./contentFacts.ts";

/** The platform whose size and date stand for an image of several. */
const samplePlatform = "linux/amd64";

/** The digest of the image that stands for all of an index; undefined where it lists none. */
export function sampleOf({ members }: ContentFacts): string | undefined {
  const images = members.items.filter(({ kind }) => kind === "image");
  return (images.find(({ platform }) => platform === samplePlatform) ?? images[0])?.digest;
}
