import type { Text } from "../core/text.ts";

/** What is known of a registry before an image is pushed to it. */
export interface PushContext {
  /** As it is written in references, with its port. */
  readonly host: string;
  /** Of the stored login; undefined where there is none, or where it is no name of an account. */
  readonly username: string | undefined;
  /** Some of the repositories that the registry lists. */
  readonly listed: readonly string[];
}

/** Where an image goes. */
export interface PushTarget {
  readonly host: string;
  /** The path of its repository. */
  readonly repository: string;
  /** What was asked for to stand before the image's name. */
  readonly prefix: string | undefined;
  readonly username: string | undefined;
}

/** What stands before an image's name in a registry: an account, a project, a repository of another kind. */
export interface PushPrefix {
  readonly prompt: Text;
  readonly placeholder: Text;
  /** How many components it has at least; 1 unless given. */
  readonly components?: number;
  /** What it may be, the likeliest first. */
  readonly suggestions: (context: PushContext) => readonly string[];
  /** Some hosts of the provider have it in their name. */
  readonly mayBeNone?: Text;
}

/** How images are named in a provider's registries, and what becomes of a pushed one. */
export interface PushGuide {
  /** Undefined where nothing has to stand there. */
  readonly prefix?: (host: string) => PushPrefix | undefined;
  /** Why no image can be pushed to that repository. */
  readonly check?: (repository: string, context: PushContext) => Text | undefined;
  /** What to know before it is pushed. */
  readonly notes?: (target: PushTarget, context: PushContext) => readonly Text[];
  /** Where the pushed image appears, and that page where there is one. */
  readonly appears: (target: PushTarget) => { readonly text: Text; readonly url?: string };
  /** Who can pull it then. */
  readonly visibility: (host: string) => Text;
}
