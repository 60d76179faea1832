import type { Span } from "../syntax/document.ts";
import type { Report } from "../collectFindings.ts";
import type { FindingCode } from "../findings.ts";
import type { BoundedReader } from "./boundedReader.ts";

/** What the checks of one pass share. */
export interface FilePass {
  readonly reader: BoundedReader;
  readonly report: Report<FindingCode>;
  /** Milliseconds since the Unix epoch. */
  readonly now: number;
}

/** A file that the document names. */
export interface NamedFile {
  readonly path: string;
  readonly at: Span;
}
