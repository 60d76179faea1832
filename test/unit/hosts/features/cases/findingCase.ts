import type { FindingCode, Severity } from "../../../../../src/hosts/findings.ts";
import type { ContainerdVersion } from "../../../../../src/hosts/versions.ts";

/** One code: text that has the finding, text that just has not, and what the fix makes of the first. */
export interface FindingCase {
  readonly code: FindingCode;
  /** The severity and the whole message of the first finding. */
  readonly says?: `${Severity} ${string}: ${string}`;
  /** With `«…»` round each finding of the code. */
  readonly fires: string;
  readonly quiet: string;
  readonly fixed?: string;
  /** What containerd tries after the fix, or where there is none, for the text that fires; see `summary`. */
  readonly resolves: string;
  readonly version?: ContainerdVersion;
  readonly directory?: string;
  /** The directory of the quiet text, where it is the directory that matters. */
  readonly quietDirectory?: string;
  readonly fileName?: string;
  /** The directories of the settings. */
  readonly roots?: readonly string[];
}

export const mirrorTable = '[host."https://m"]\n';
