import { text } from "../../core/text.ts";
import type { RefusalNote } from "../shared/refusalNote.ts";
import { gitlabHosts } from "./gitlabHosts.ts";

export const deniedAtGitlab = text("The token may lack read_registry. After many wrong tries GitLab blocks your address for an hour.");

export const gitlabRefusals: readonly RefusalNote[] = [{ hosts: gitlabHosts, statuses: [403], text: deniedAtGitlab }];
