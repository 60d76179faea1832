import { text } from "../../core/text.ts";
import type { RefusalNote } from "../shared/refusalNote.ts";

export const deniedAtGitlab = text(
  "The token may lack read_registry. After many failed attempts GitLab blocks your IP address for an hour.",
);

export const gitlabRefusals: readonly RefusalNote[] = [{ statuses: [403], text: deniedAtGitlab }];
