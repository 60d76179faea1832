import type { ImageFacts } from "../../../services/content/contentFacts.ts";
import { say } from "../../../platform/say.ts";
import { type Detail, factDetail, groupDetail, namedGroup } from "./detail.ts";

/** How a container of the image is run. */
export function imageDetails(image: ImageFacts): readonly Detail[] {
  const { entrypoint, command, workingDirectory, user, author, ports, volumes, environment, labels } = image;
  return [
    ...factDetail("entrypoint", say("Entrypoint"), wordsOf(entrypoint), "play"),
    ...factDetail("command", say("Command"), wordsOf(command), "terminal"),
    ...factDetail("workingDirectory", say("Working directory"), workingDirectory, "folder"),
    ...factDetail("user", say("User"), user, "account"),
    ...factDetail("author", say("Author"), author, "account"),
    ...listOrFact("ports", say("Ports"), ports, "plug"),
    ...listOrFact("volumes", say("Volumes"), volumes, "database"),
    ...namedGroup("environment", say("Environment"), environment),
    ...namedGroup("labels", say("Labels"), labels),
  ];
}

/** A few on one line, more of them below it. */
function listOrFact(id: string, label: string, list: ImageFacts["ports"], icon: string): readonly Detail[] {
  if (list.total <= 3) return factDetail(id, label, list.items.join(", "), icon);
  return groupDetail({ id, label, icon }, list, (text, index) => ({ id: String(index), label: text, icon: "symbol-field", copies: text }));
}

/** As a Dockerfile's exec form has them; undefined where there are none. */
function wordsOf(words: readonly string[]): string | undefined {
  return words.length === 0 ? undefined : JSON.stringify(words);
}
