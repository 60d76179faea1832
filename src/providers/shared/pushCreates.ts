import { text } from "../../core/text.ts";
import type { CreateWay } from "../create.ts";

/** Of registries that need no more. */
export const pushCreates: CreateWay = {
  kind: "push",
  label: text("Push an image"),
  detail: text("Nothing has to be created here: a push creates the repository"),
};
