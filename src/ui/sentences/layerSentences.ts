import { say } from "../../platform/say.ts";
import type { LayerError, LayerErrorCode } from "../../services/content/files/layerError.ts";
import { sizeSentence } from "./sizeSentence.ts";
import type { Sentence } from "./sentence.ts";

const sentences: Readonly<Record<LayerErrorCode, (params: LayerError["params"]) => Sentence>> = {
  "no-files": () => ({ what: say("This is not an image with layers of files.") }),
  "layer-encrypted": () => ({
    what: say("The layer is encrypted."),
    advice: say("Who has its key can decrypt the image with skopeo or nerdctl."),
  }),
  "layer-damaged": ({ reason }) => ({
    what: say("The layer is not a tar archive that can be read: {0}", String(reason)),
    advice: say("Its bytes are those that its digest names: it was damaged when it was made, or holds something else."),
  }),
  "layer-too-large": ({ limit }) => ({
    what: say("The layer unpacks to more than {0}, and is not read any further.", sizeSentence(Number(limit))),
  }),
  "file-not-readable": ({ path }) => ({ what: say("The layer has {0} in a form that cannot be read.", String(path)) }),
};

/** Why the files of a layer cannot be had. */
export function layerSentence({ code, params }: LayerError): Sentence {
  return sentences[code](params);
}
