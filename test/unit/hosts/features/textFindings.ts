import { adviceCases } from "./cases/adviceCases.ts";
import { foreignKeys } from "./cases/foreignKeys.ts";
import { failingHosts } from "./cases/failingHosts.ts";
import { ignoredFiles } from "./cases/ignoredFiles.ts";
import { mistakes } from "./cases/mistakes.ts";
import { misreadFiles } from "./cases/misreadFiles.ts";
import type { FindingCase } from "./cases/findingCase.ts";

export const textFindings: readonly FindingCase[] = [
  ...ignoredFiles,
  ...failingHosts,
  ...misreadFiles,
  ...mistakes,
  ...foreignKeys,
  ...adviceCases,
];
