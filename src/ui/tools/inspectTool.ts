import { parseReference, printReference } from "../../core/reference.ts";
import { say } from "../../platform/say.ts";
import type { Capped, NamedText } from "../../services/content/capped.ts";
import type { ContentFacts, TagFacts } from "../../services/content/contentFacts.ts";
import { displayOf } from "../../services/remembered/rememberedLogins.ts";
import { type RegistryTool, registryOfTree } from "./registryTool.ts";
import { describedText, textForModel } from "./textForModel.ts";

/** What is behind a tag or a digest. */
export const inspectTool: RegistryTool = {
  confirm: ({ reference = "", platform }) => ({
    title: say("Look at {0}?", platform === undefined ? reference : `${reference} (${platform})`),
    message: say("Its registry is asked, with your login if you have one there. The language model gets what it says about the image."),
  }),
  run: async ({ reference = "", platform }, ports, signal) => {
    const image = parseReference(reference);
    const registry = await registryOfTree(displayOf(image.host), ports);
    if ("error" in registry) return registry;
    const { repository, tag = "latest", digest } = image;
    const place = { host: registry.host, repository };
    const tags = await ports.tags.get();
    const facts = await tags.readImage(place, tag, digest, signal);
    const wanted = facts.content.members.items.find((member) => platform !== undefined && member.platform === platform);
    if (platform !== undefined && wanted === undefined && facts.content.members.items.length > 0)
      return { error: say("{0} has no image for {1}.", printReference(image), platform), ...platformsOf(facts.content) };
    const shown = wanted === undefined ? facts : { content: await tags.readDigest(place, wanted.digest, signal), sample: undefined };
    const attached = await tags.readAttached(place, facts.content.digest, signal);
    return {
      reference: printReference(image),
      ...answerOf(shown),
      attached: attached.items.map(({ kind, digest: of, artifactType }) => ({ kind, digest: of, artifactType })),
    };
  },
};

/** Of an index for several platforms, the image that stands for all besides. */
function answerOf({ content, sample }: TagFacts): object {
  return { ...contentOf(content), ...platformsOf(content), ...(sample === undefined ? {} : { example: contentOf(sample) }) };
}

function platformsOf({ members }: ContentFacts): object {
  return members.items.length === 0 ? {} : { platforms: members.items.map(({ platform, digest, kind }) => ({ platform, digest, kind })) };
}

function contentOf({ digest, mediaType, kind, artifactType, size, created, image, layers, annotations, properties }: ContentFacts): object {
  return {
    digest,
    mediaType,
    kind,
    artifactType,
    sizeBytes: size,
    created: created?.toISOString(),
    ...(image === undefined
      ? {}
      : {
          platform: image.platform,
          entrypoint: image.entrypoint.map((word) => textForModel(word)),
          command: image.command.map((word) => textForModel(word)),
          user: image.user,
          workingDirectory: image.workingDirectory,
          ports: image.ports.items,
          volumes: image.volumes.items,
          environment: texts(image.environment),
          labels: texts(image.labels),
        }),
    annotations: texts(annotations),
    properties: texts(properties),
    layers: layers.items.map(({ digest: of, size: sizeBytes, instruction }) => ({
      digest: of,
      sizeBytes,
      instruction: instruction === undefined ? undefined : textForModel(instruction, of),
    })),
  };
}

function texts({ items }: Capped<NamedText>): Readonly<Record<string, string>> {
  return Object.fromEntries(items.map(({ name, text }) => [name, describedText(name, text)]));
}
