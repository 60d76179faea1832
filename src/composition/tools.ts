import { type Disposable, DisposableStore } from "../core/disposable.ts";
import { registerModelTool } from "../platform/languageModelTools.ts";
import type { ToolPorts } from "../ui/tools/registryTool.ts";
import type { Foundation } from "./foundation.ts";
import type { TreeParts } from "./tree.ts";

const names = ["list", "inspect", "explainPullPath", "diagnoseLogin"] as const;

/** What language models may ask for, after a yes; loaded when one does. */
export function composeTools(
  { known, reportError }: Foundation,
  { browsing, tags }: TreeParts,
  reports: Pick<ToolPorts, "explain" | "diagnose">,
): Disposable {
  const resources = new DisposableStore();
  const ports: ToolPorts = { known, browsing, tags, ...reports };
  for (const name of names) {
    const load = async () => {
      const { modelTool, registryTools } = await import("../ui/tools/registryTools.ts");
      return modelTool(registryTools[name], ports, reportError);
    };
    resources.add(registerModelTool(`containerRegistries_${name}`, load));
  }
  return resources;
}
