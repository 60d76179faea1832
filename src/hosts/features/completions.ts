import type { Span } from "../syntax/document.ts";

export interface Completion extends Span {
  readonly label: string;
  readonly kind: "field" | "value" | "snippet" | "file" | "host";
  /** Replaces the span; with `isSnippet` it holds the placeholders of the Language Server Protocol. */
  readonly text: string;
  readonly isSnippet: boolean;
  readonly detail?: string;
  /** Markdown. */
  readonly documentation?: string;
}

/** Something that the document alone cannot answer. */
export type CompletionWish =
  /** Names of files below the directory of the document, for what is written so far. */
  | { readonly kind: "paths"; readonly written: string; readonly span: Span }
  /** URLs of registries that the person knows. */
  | { readonly kind: "hosts"; readonly span: Span; readonly quoted: boolean };

export interface Completions {
  readonly items: readonly Completion[];
  readonly wish?: CompletionWish;
}

export const noCompletions: Completions = { items: [] };
