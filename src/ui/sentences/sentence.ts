/** What a person reads of an error: what happened, and what to do about it. */
export interface Sentence {
  readonly what: string;
  readonly advice?: string;
}
