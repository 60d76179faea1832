import { text } from "../../core/text.ts";
import type { CreateGuide } from "../create.ts";
import { pushCreates } from "../shared/pushCreates.ts";

export const createGuide: CreateGuide = {
  ways: () => [pushCreates],
  registry: {
    label: text("Create an Azure Container Registry…"),
    detail: text("Opens the Azure portal; a push then creates the repositories in it"),
    url: "https://portal.azure.com/#create/Microsoft.ContainerRegistry",
  },
};
