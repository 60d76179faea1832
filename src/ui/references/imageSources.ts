import { workspace } from "vscode";
import { isAbort } from "../../core/errors.ts";
import type { Lazy } from "../../core/lazy.ts";
import type { Reference, RepositoryName } from "../../core/reference.ts";
import type { Browsing } from "../../services/browse/browsing.ts";
import { firstNames } from "../../services/browse/firstNames.ts";
import type { KnownRegistries } from "../../services/browse/knownRegistries.ts";
import type { TagFacts } from "../../services/content/contentFacts.ts";
import type { Sessions } from "../../services/reach/sessions.ts";
import { type Standing, standingAt, standingOf } from "../../services/references/standing.ts";
import { displayOf } from "../../services/remembered/rememberedLogins.ts";
import type { TagLooks } from "../tree/tagLooks.ts";

export interface ImageSourcesPorts {
  readonly known: Pick<KnownRegistries, "overview">;
  readonly sessions: Pick<Sessions, "isOpen">;
  readonly browsing: Lazy<Browsing>;
  readonly tags: Lazy<TagLooks>;
  /** The repositories of a registry that the person added by name. */
  readonly added: (host: string) => readonly string[];
  /** What a tag points to now. */
  readonly resolve: (place: RepositoryName, tag: string, signal: AbortSignal) => Promise<string>;
  readonly reportError: (error: unknown) => void;
}

/** A list that is longer is not loaded for a file's sake, and one by date, whose pages may be short, not so far unasked. */
const mostTags = 10_000;
const mostTagsByDate = 1_000;
/** What docker takes for a tag where none is written. */
const defaultTag = "latest";

/** What registries say of the images that files name. */
export class ImageSources {
  readonly ports: ImageSourcesPorts;
  readonly #reported = new WeakSet<object>();

  constructor(ports: ImageSourcesPorts) {
    this.ports = ports;
  }

  /** Whether the registry is asked about the image unasked. */
  standing(reference: Reference): Promise<Standing> {
    return standingAt(reference, this.ports, workspace.isTrusted);
  }

  /** The registries that are asked for lists while the person types. */
  async askedHosts(): Promise<readonly string[]> {
    const { known, sessions } = this.ports;
    const { registries, credsStore } = await known.overview();
    const kinds = await Promise.all(
      registries.map(async (registry) => {
        const isOpen = await sessions.isOpen(registry.host);
        return standingOf(registry, { credsStore, isOpen, isTrusted: workspace.isTrusted }).kind;
      }),
    );
    return registries.flatMap(({ host }, index) => (kinds[index] === "asked" ? [host] : []));
  }

  /** What the reference's digest names, or else its tag points to. Rejects with RegistryError, or with the signal's reason. */
  async read({ host, repository, tag = defaultTag, digest }: Reference, signal: AbortSignal): Promise<TagFacts> {
    return (await this.ports.tags.get()).readImage({ host: displayOf(host), repository }, tag, digest, signal);
  }

  /** What the reference's tag points to now. Rejects with RegistryError, or with the signal's reason. */
  resolve({ host, repository, tag = defaultTag }: Reference, signal: AbortSignal): Promise<string> {
    return this.ports.resolve({ host: displayOf(host), repository }, tag, signal);
  }

  /** The names of the repository's tags. Rejects as its list fails. */
  async tagsOf({ host, repository }: Reference, signal: AbortSignal): Promise<readonly string[]> {
    return firstNames((await this.ports.browsing.get()).tags(displayOf(host), repository), mostTags, signal);
  }

  /** As many of them as are looked through unasked. */
  async newestTagsOf({ host, repository }: Reference, signal: AbortSignal): Promise<readonly string[]> {
    return firstNames((await this.ports.browsing.get()).tags(displayOf(host), repository), mostTags, signal, mostTagsByDate);
  }

  /** What was asked by the way, and fails, is for the log: once, since a list keeps why it failed, and is looked at with every key. */
  readonly report = (error: unknown): void => {
    if (isAbort(error) || (error instanceof Error && this.#reported.has(error))) return;
    if (error instanceof Error) this.#reported.add(error);
    this.ports.reportError(error);
  };
}
