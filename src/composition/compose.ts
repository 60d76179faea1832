import { type ExtensionContext, Uri } from "vscode";
import { type Disposable, DisposableStore } from "../core/disposable.ts";
import { lazyPrompter } from "../platform/lazyPrompter.ts";
import { offerLoginAgain } from "../ui/commands/offerLoginAgain.ts";
import { type WayOnwards, registerCommands } from "../ui/commands/registerCommands.ts";
import { composeApi } from "./api.ts";
import type { RegistriesApi } from "./apiTypes.ts";
import { composeDocuments } from "./documents.ts";
import { composeDoctor } from "./doctor.ts";
import { composeFiles } from "./files.ts";
import { layFoundation } from "./foundation.ts";
import { composeGoTo } from "./goTo.ts";
import { composeHostsToml } from "./hostsToml.ts";
import { composeImages } from "./images.ts";
import { composeLogin } from "./login.ts";
import { composeReferences } from "./references.ts";
import { composeRows } from "./rows.ts";
import { composeTools } from "./tools.ts";
import { composeTree } from "./tree.ts";
import { composeTrust } from "./trust.ts";
import { composeWorkspace } from "./workspace.ts";

async function sentenceAtField(error: Error): Promise<string> {
  const { errorAtField } = await import("../ui/sentences/errorSentence.ts");
  return errorAtField(error);
}

/**
 * Makes every service and wires them: these files are the one place that knows them all. What it answers disposes them in
 * reverse. Nothing here waits, reads a file or loads the HTTP library; all of that happens when it is first needed.
 */
export function compose(context: ExtensionContext): Disposable & { readonly api: RegistriesApi } {
  const resources = new DisposableStore();
  const foundation = resources.add(layFoundation(context));
  const prompter = lazyPrompter(async () => {
    const { createQuickInputPrompter } = await import("../platform/quickInputPrompter.ts");
    return createQuickInputPrompter(sentenceAtField, (icon) => Uri.joinPath(context.extensionUri, "media", "providers", `${icon}.svg`));
  });
  const tree = resources.add(composeTree(foundation, prompter));
  const trust = resources.add(composeTrust(foundation, tree));
  const login = resources.add(composeLogin(foundation, prompter, tree, trust.setUp));
  const hostsToml = resources.add(composeHostsToml(foundation));
  const diagnose = async (host: string, signal: AbortSignal) => (await import("./doctorParts.ts")).reportOn(foundation, host, signal);
  resources.add(composeTools(foundation, tree, { explain: hostsToml.explain, diagnose }));
  const images = composeImages(foundation, prompter, tree).handlers;
  const files = resources.add(composeFiles(foundation, tree));
  const handlers = {
    ...tree.handlers,
    ...resources.add(composeGoTo(foundation, prompter, tree)).handlers,
    ...composeRows(prompter, tree, { ...tree.handlers, ...login.handlers, ...images }),
    ...resources.add(composeWorkspace(foundation, prompter, tree.redraw)).handlers,
    ...login.handlers,
    ...trust.handlers,
    ...hostsToml.handlers,
    ...resources.add(composeReferences(foundation, tree)).handlers,
    ...files.handlers,
    ...resources.add(composeDocuments(foundation, tree, files.parts)).handlers,
    ...images,
    ...composeDoctor(foundation, { prompter, login: login.handlers, setUpTrust: trust.setUp }),
    "containerRegistries.log.show": () => foundation.log.show(),
    "containerRegistries.diagnostics.copy": async () => (await import("./diagnostics.ts")).copyDiagnostics(foundation),
  };
  const logInAgain = handlers["containerRegistries.node.logInAgain"];
  const offerOn = (error: unknown): WayOnwards | undefined => offerLoginAgain(error, foundation.remembered, logInAgain);
  resources.add(registerCommands(handlers, foundation.reportError, offerOn));
  return { api: composeApi(foundation, tree), dispose: () => resources.dispose() };
}
