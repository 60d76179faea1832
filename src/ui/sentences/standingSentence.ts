import { say } from "../../platform/say.ts";
import type { Standing } from "../../services/references/standing.ts";

/** Why a registry is not asked about what nobody has just asked for. */
export function unaskedSentence(standing: Exclude<Standing, { kind: "asked" }>, host: string): string {
  switch (standing.kind) {
    case "unknown":
      return say("Not looked up: {0} is not among your registries.", host);
    case "untrusted":
      return say("Not looked up: this folder is not trusted.");
    case "asleep":
      return say(
        "Not looked up: the login is kept by docker-credential-{0}, which is not asked before you open {1} in the tree.",
        standing.helper,
        host,
      );
  }
}
