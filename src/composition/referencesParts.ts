import { languages, workspace } from "vscode";
import { type Disposable, DisposableStore } from "../core/disposable.ts";
import { readReferenceSettings } from "../platform/settings.ts";
import { pinImageCommand, updateImageCommand } from "../ui/references/changeImage.ts";
import { DocumentImages, imageDocuments } from "../ui/references/documentImages.ts";
import { ImageActions } from "../ui/references/imageActions.ts";
import { ImageCompletions, imageTriggers } from "../ui/references/imageCompletions.ts";
import { ImageHovers } from "../ui/references/imageHovers.ts";
import { ImageSources } from "../ui/references/imageSources.ts";
import { NewerLenses } from "../ui/references/newerLenses.ts";
import type { Foundation } from "./foundation.ts";
import type { TreeParts } from "./tree.ts";
import { resolveTag } from "../services/reach/resolveTag.ts";

export interface ReferencesParts extends Disposable {
  readonly pin: (place: unknown) => Promise<void>;
  readonly update: (place: unknown) => Promise<void>;
}

export function composeReferencesParts(foundation: Foundation, { browsing, tags }: TreeParts): ReferencesParts {
  const { addedRepositories, known, reportError, sessions } = foundation;
  const images = new DocumentImages();
  const sources = new ImageSources({
    known,
    sessions,
    browsing,
    tags,
    added: (host) => addedRepositories.of(host),
    resolve: (place, tag, signal) => resolveTag(place, tag, sessions, signal),
    reportError,
  });
  const providing: { providers: DisposableStore } = { providers: new DisposableStore() };
  const register = (): void => {
    providing.providers.dispose();
    const providers = (providing.providers = new DisposableStore());
    const { enabled, newerTags } = readReferenceSettings();
    if (!enabled) return;
    providers.add(languages.registerHoverProvider(imageDocuments, new ImageHovers(images, sources)));
    providers.add(languages.registerCodeActionsProvider(imageDocuments, new ImageActions(images, sources)));
    providers.add(languages.registerCompletionItemProvider(imageDocuments, new ImageCompletions(sources), ...imageTriggers));
    if (newerTags) providers.add(languages.registerCodeLensProvider(imageDocuments, new NewerLenses(images, sources)));
  };
  register();
  const changes = workspace.onDidChangeConfiguration((change) => {
    if (change.affectsConfiguration("containerRegistries.references")) register();
  });
  return {
    pin: (place) => pinImageCommand(images, sources, place),
    update: (place) => updateImageCommand(images, sources, place),
    dispose: () => {
      changes.dispose();
      providing.providers.dispose();
    },
  };
}
