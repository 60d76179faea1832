/**
 * The shapes of the Language Server Protocol 3.17 that the features return, so that this room needs no LSP package.
 * Lines and characters count from 0, characters in UTF-16 code units.
 */
export interface Position {
  readonly line: number;
  readonly character: number;
}

export interface Range {
  readonly start: Position;
  readonly end: Position;
}
