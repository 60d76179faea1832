import { withoutTokenLike } from "../../core/tokenLike.ts";
import { boundedText, visibleText } from "../../core/visibleText.ts";

/** Where an image comes from: commits, digests and addresses look like secrets (image-spec, "Pre-Defined Annotation Keys"; label-schema.org). */
const origins =
  /^org\.(?:opencontainers\.image|label-schema)\.(?:base\.(?:digest|name)|documentation|revision|source|url|vcs-ref|vcs-url|version)$/;
/** An address with a password, or with a query that may hold one. */
const secretAddress = /\/\/[^/]*@|\?/;

/** Of one text, in UTF-16 units: a script in a layer's instruction is to leave room for the rest. */
const longest = 500;

/** Images have been published with a secret in their environment, or in a command: that is not for a model. `known`: what looks like one, and is none. */
export function textForModel(text: string, known = ""): string {
  return boundedText(withoutTokenLike(text, known), longest);
}

/** A value by its name, in an image's environment, labels or annotations. */
export function describedText(name: string, text: string): string {
  return origins.test(name) && !secretAddress.test(text) ? boundedText(text, longest) : textForModel(text);
}

/** An answer in which everything that is not seen is written out: a model reads it, though nobody else does. Stays JSON. */
export function visibleAnswer(answer: unknown): unknown {
  if (typeof answer === "string") return visibleText(answer, "\n\t");
  if (Array.isArray(answer)) return answer.map(visibleAnswer);
  if (typeof answer !== "object" || answer === null) return answer;
  return Object.fromEntries(Object.entries(answer).map(([name, value]) => [visibleText(name), visibleAnswer(value)]));
}
