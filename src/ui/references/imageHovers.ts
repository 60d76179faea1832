import { type CancellationToken, type Hover, type HoverProvider, type Position, type TextDocument } from "vscode";
import { isAbort } from "../../core/errors.ts";
import { printReference, type Reference } from "../../core/reference.ts";
import { unlessCancelled } from "../../platform/cancellation.ts";
import { type HoverLine, type HoverPart, toHover } from "../../platform/hover.ts";
import { say } from "../../platform/say.ts";
import { meantReference } from "../../services/references/imageMention.ts";
import type { Standing } from "../../services/references/standing.ts";
import { errorSentence } from "../sentences/errorSentence.ts";
import { unaskedSentence } from "../sentences/standingSentence.ts";
import { accountName } from "../tree/accountName.ts";
import { cardLines } from "../tree/details/tagCard.ts";
import { rangeOf } from "../../platform/rangeOf.ts";
import type { DocumentImages } from "./documentImages.ts";
import type { ImageSources } from "./imageSources.ts";

/** Over an image that a file names: whether it is there, what it is, and which login was used to ask. */
export class ImageHovers implements HoverProvider {
  readonly #images: DocumentImages;
  readonly #sources: ImageSources;

  constructor(images: DocumentImages, sources: ImageSources) {
    this.#images = images;
    this.#sources = sources;
  }

  async provideHover(document: TextDocument, position: Position, token: CancellationToken): Promise<Hover | undefined> {
    return unlessCancelled(token, (signal) => this.#hover(document, position, signal), this.#sources.report);
  }

  async #hover(document: TextDocument, position: Position, signal: AbortSignal): Promise<Hover | undefined> {
    const mention = await this.#images.at(document, position);
    const reference = mention === undefined ? undefined : meantReference(mention);
    if (mention === undefined || reference === undefined) return undefined;
    const name = printReference(reference);
    const lines = [line(0, { code: name }), ...(await this.#lines(reference, signal))];
    const action = { label: say("Go to Image"), command: "containerRegistries.image.goTo", argument: name };
    return { contents: [toHover(lines, [action])], range: rangeOf(document, mention) };
  }

  async #lines(reference: Reference, signal: AbortSignal): Promise<readonly HoverLine[]> {
    const standing = await this.#sources.standing(reference);
    if (standing.kind !== "asked") return [line(0, unaskedSentence(standing, reference.host))];
    const login = line(1, accountSentence(standing, reference.host));
    try {
      const facts = cardLines(await this.#sources.read(reference, signal));
      return [...facts.map((fact) => line(1, fact)), ...(await this.#pinLines(reference, signal)), login];
    } catch (error) {
      const { what, advice } = this.#failure(error, signal);
      return [line(0, what), ...(advice === undefined ? [] : [line(0, advice)]), login];
    }
  }

  /** Of a tag that is pinned: whether it still points there. */
  async #pinLines(reference: Reference, signal: AbortSignal): Promise<readonly HoverLine[]> {
    const { tag, digest } = reference;
    if (tag === undefined || digest === undefined) return [];
    try {
      const now = await this.#sources.resolve(reference, signal);
      if (now === digest) return [line(1, say("“{0}” still points to this digest.", tag))];
      return [line(1, say("“{0}” now points to another digest:", tag)), line(2, { code: now })];
    } catch (error) {
      return [line(1, this.#failure(error, signal).what)];
    }
  }

  #failure(error: unknown, signal: AbortSignal): ReturnType<typeof errorSentence> {
    if (isAbort(error) || signal.aborted) throw error;
    this.#sources.report(error);
    return errorSentence(error);
  }
}

function line(level: HoverLine["level"], ...parts: readonly HoverPart[]): HoverLine {
  return { parts, level };
}

function accountSentence({ isAnonymous, username }: Extract<Standing, { kind: "asked" }>, host: string): string {
  if (isAnonymous) return say("Looked up at {0} without a login", host);
  const account = accountName(username);
  return account === undefined ? say("Looked up at {0} with your login", host) : say("Looked up at {0} as {1}", host, account);
}
