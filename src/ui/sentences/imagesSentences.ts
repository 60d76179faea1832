import type { ImagesError } from "../../services/images/imagesError.ts";
import type { Sentence } from "./sentence.ts";
import { plainQuotation } from "../../platform/plainText.ts";
import { say } from "../../platform/say.ts";

export function imagesSentence({ code, params, said }: ImagesError): Sentence {
  const { engine } = params;
  if (code === "no-engine") {
    return engine === undefined
      ? {
          what: say("None of nerdctl, docker and podman is on VS Code's PATH."),
          advice: say(
            "Install one of them where VS Code's extensions run (in a window for WSL, SSH or a container: there), and restart VS Code.",
          ),
        }
      : {
          what: say("{0} is not on VS Code's PATH.", String(engine)),
          advice: say("Install it, or choose another in the setting containerRegistries.engine."),
        };
  }
  const words = said === undefined || said.isEmpty ? undefined : plainQuotation(said);
  const what = words === undefined ? say("“{0}” failed and did not say why.", String(engine)) : say("{0} says: {1}", String(engine), words);
  return code === "engine-not-running"
    ? { what, advice: say("Start it, or choose another in the setting containerRegistries.engine.") }
    : { what };
}
