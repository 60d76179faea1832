import {
  type CancellationToken,
  type CompletionItem,
  CompletionItemKind,
  type CompletionItemProvider,
  CompletionList,
  type Position,
  type TextDocument,
  workspace,
} from "vscode";
import { dockerHub } from "../../core/dockerHub.ts";
import { unlessCancelled } from "../../platform/cancellation.ts";
import { type CompletionRow, toCompletionItem } from "../../platform/completion.ts";
import { say } from "../../platform/say.ts";
import { BrowsedLists } from "../../services/browse/goTo/browsedLists.ts";
import { readTarget } from "../../services/browse/goTo/readTarget.ts";
import { suggest } from "../../services/browse/goTo/suggest.ts";
import type { Suggestion } from "../../services/browse/goTo/suggestion.ts";
import { fileKindOf } from "../../services/references/fileKind.ts";
import { imageBeingTyped } from "../../services/references/findImages.ts";
import { isImageName } from "../../services/references/imageMention.ts";
import { printTarget } from "../../services/remembered/imageTarget.ts";
import { rangeOf } from "../../platform/rangeOf.ts";
import type { ImageSources } from "./imageSources.ts";

/** What may follow in a name. */
export const imageTriggers = ["/", ":"];

/** Nobody waits for more of a list where something fits; with the next key it goes on. */
const enoughPages = 3;

/** Where an image is typed: registries, repositories and tags of the person's registries, as in “Go to Image…”. */
export class ImageCompletions implements CompletionItemProvider {
  readonly #sources: ImageSources;

  constructor(sources: ImageSources) {
    this.#sources = sources;
  }

  async provideCompletionItems(document: TextDocument, position: Position, token: CancellationToken): Promise<CompletionList | undefined> {
    return unlessCancelled(token, (signal) => this.#complete(document, position, signal), this.#sources.report);
  }

  async #complete(document: TextDocument, position: Position, signal: AbortSignal): Promise<CompletionList | undefined> {
    const kind = fileKindOf(document.uri.path, document.languageId);
    if (kind === undefined || !workspace.isTrusted) return undefined;
    const place = await imageBeingTyped(document.getText(), document.offsetAt(position), kind, signal);
    // What stands for something else is not completed, nor is a digest.
    if (place === undefined || /[${}@]/.test(place.typed)) return undefined;
    const range = rangeOf(document, place);
    const rows = await this.#rows(place.typed, signal);
    return new CompletionList(
      rows.map((row, rank) => itemFor(row, { range, typed: place.typed, rank })),
      true,
    );
  }

  async #rows(typed: string, signal: AbortSignal): Promise<readonly Suggestion[]> {
    const { browsing, added } = this.#sources.ports;
    const lists = new BrowsedLists(await browsing.get(), added);
    try {
      const sources = { registries: await this.#sources.askedHosts(), pinned: [], recent: [], lists };
      let found: readonly Suggestion[] = [];
      let pages = 0;
      for await (const { rows } of suggest(readTarget(typed), sources, signal)) {
        found = rows.filter(isOffered);
        if (++pages >= enoughPages && found.length > 0) break;
      }
      return found;
    } finally {
      lists.dispose();
    }
  }
}

/** What is listed, and would be a name in the file. */
function isOffered({ from, target }: Suggestion): boolean {
  return from === "listed" && (target.repository === undefined || isImageName(printTarget(target)));
}

function itemFor({ target, completesTo }: Suggestion, place: Pick<CompletionRow, "range" | "typed" | "rank">): CompletionItem {
  const { host, repository, tag } = target;
  const [label, kind, detail] =
    repository === undefined
      ? [host, CompletionItemKind.Module, say("registry")]
      : tag === undefined
        ? [repository, CompletionItemKind.Folder, host]
        : [tag, CompletionItemKind.Value, `${host}/${repository}`];
  const inserts = asTyped(completesTo ?? printTarget(target), place.typed);
  return toCompletionItem({ ...place, label, kind, detail, inserts, goesOn: completesTo !== undefined });
}

/** Docker Hub's name is written only where the person writes it. */
function asTyped(name: string, typed: string): string {
  if (typed.startsWith(`${dockerHub}/`) || !name.startsWith(`${dockerHub}/`) || name === `${dockerHub}/`) return name;
  const short = name.slice(dockerHub.length + 1);
  return typed.startsWith("library/") ? short : short.replace(/^library\//, "");
}
