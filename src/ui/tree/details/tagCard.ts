import { isAbort } from "../../../core/errors.ts";
import { say } from "../../../platform/say.ts";
import { localized } from "../../sentences/localized.ts";
import { contentSentence } from "../../sentences/contentSentences.ts";
import { errorSentence } from "../../sentences/errorSentence.ts";
import { listedTagFacts } from "./listedTagFacts.ts";
import type { TagNode } from "../node.ts";
import type { KnownTag, TreeContext } from "../nodeKind.ts";
import { namesSentence } from "./tagRow.ts";
import { createdText, sizeText } from "./contentDetails.ts";
import type { ContentFacts, TagFacts } from "../../../services/content/contentFacts.ts";

/** What the hover of a tag says. The registry is asked for what its list has not told: at Docker Hub that counts as a pull. */
export async function tagCard(node: TagNode, tree: TreeContext, signal: AbortSignal): Promise<readonly string[]> {
  const { host, repository, tag, listed } = node;
  const title = `${host}/${repository}:${tag}`;
  const tags = await tree.tags.get();
  const { facts } = tags.known(node);
  const isTold = listed?.size !== undefined && listed.updatedAt !== undefined;
  try {
    const lines = facts === undefined && isTold ? listedTagFacts(listed) : cardLines(facts ?? (await tags.read(node, signal)));
    const { sameAs, news } = tags.known(node);
    return [title, ...newsLines(news), ...lines, ...(sameAs.length === 0 ? [] : [say("Same as {0}", namesSentence(sameAs))])];
  } catch (error) {
    if (isAbort(error) || signal.aborted) throw error;
    return [title, ...(listed === undefined ? [] : listedTagFacts(listed)), errorSentence(error).what];
  }
}

/** What is known of an image, a line each; the registry's own text is among them. */
export function cardLines({ content, sample }: TagFacts): readonly string[] {
  const size = sizeText(content, sample);
  const created = createdText(content, sample);
  return [
    contentSentence(content),
    ...platformsOf(content),
    ...(size === undefined ? [] : [say("Size: {0}", size)]),
    ...(created === undefined ? [] : [say("Created: {0}", created)]),
    content.digest,
    content.mediaType,
  ];
}

/** The platforms that it is for. */
function platformsOf({ image, members }: ContentFacts): readonly string[] {
  const platforms = members.items.flatMap(({ platform }) => (platform === undefined ? [] : [platform]));
  if (platforms.length > 0) return [platforms.join(", ")];
  return image === undefined ? [] : [image.platform];
}

function newsLines(news: KnownTag["news"]): readonly string[] {
  if (news === undefined) return [];
  const since = localized(news.since);
  return [news.kind === "new" ? say("New since you looked here on {0}", since) : say("Updated since you looked here on {0}", since)];
}
