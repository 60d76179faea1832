import { text } from "../../core/text.ts";
import type { PushGuide } from "../push.ts";
import { privateByDefault } from "../shared/pushNames.ts";
import { azurePortal } from "./portal.ts";

export const pushGuide: PushGuide = {
  appears: ({ host }) => ({
    text: text("The image appears in the Azure portal, in the repositories of {0}", host),
    url: azurePortal(host),
  }),
  visibility: () => privateByDefault,
};
