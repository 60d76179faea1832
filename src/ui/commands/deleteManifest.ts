import { commands } from "vscode";
import type { RepositoryName } from "../../core/reference.ts";
import { text } from "../../core/text.ts";
import { confirm, showError, showInformation, showInStatusBar, showWarning } from "../../platform/messages.ts";
import { withCancel } from "../../platform/progress.ts";
import { say } from "../../platform/say.ts";
import type { ManifestOutcome } from "../../services/images/deletion/deleteImages.ts";
import type { DeletionSession } from "../../services/images/deletion/deletionSession.ts";
import { isDeletedOnPage } from "../../services/images/deletion/tagDeleter.ts";
import type { ManifestPlan } from "../../services/images/deletion/planDeletion.ts";
import { deletionError, manifestsQuestion, shortDigest } from "../sentences/deletionSentences.ts";
import type { ContentNode, DetailNode, RepositoryNode, TreeNode } from "../tree/node.ts";
import type { Prompter } from "../../services/prompts/prompter.ts";
import type { TagChanges } from "../tree/tagChanges.ts";
import type { CommandId } from "./ids.ts";

export interface DeletionDependencies {
  readonly prompter: Pick<Prompter, "wait">;
  readonly changes: TagChanges;
  /** Opens a repository for deletion. */
  readonly open: (place: RepositoryName, known: (tag: string) => string | undefined, signal: AbortSignal) => Promise<DeletionSession>;
  /** Writes a failure to the log. */
  readonly report: (error: unknown) => void;
}

/** How long a success is said in the status bar. */
const saidMs = 6000;

/** Deletes what the row's tag points to, or what its digest names, with all tags that do. */
export async function deleteManifestCommand(dependencies: DeletionDependencies, node: TreeNode): Promise<void> {
  if (node.kind !== "tag" && node.kind !== "detail") return;
  const { list } = node;
  if (await isDeletedOnPage(list.host)) return tellPage(list);
  const { open, prompter, changes } = dependencies;
  const place = { host: list.host, repository: list.repository };
  const opened = await prompter.wait(text("Asking {0}…", list.host), async (signal) => {
    const session = await open(place, (tag) => changes.digestOf(place, tag), signal);
    try {
      return { session, digest: node.kind === "tag" ? await session.resolve(node.tag, signal) : node.detail.digest };
    } catch (error) {
      session.dispose();
      throw error;
    }
  });
  const { session, digest } = opened;
  try {
    if (digest === undefined) return;
    const memberOf = node.kind === "detail" ? indexOf(node, digest, (tag) => changes.digestOf(place, tag)) : undefined;
    await askForManifests(dependencies, { list, session }, { digests: [digest], memberOf });
  } finally {
    session.dispose();
  }
}

/** The tag of the index that the row stands in as one of its images; undefined for the tag's own digest, and for what is attached to it. */
function indexOf(node: DetailNode, digest: string, digestOf: (tag: string) => string | undefined): string | undefined {
  for (let at: ContentNode = node; ; at = at.at) {
    if (at.kind === "tag") return digestOf(at.tag) === digest ? undefined : at.tag;
    if (at.detail.id === "attached") return undefined;
  }
}

interface Where {
  readonly list: RepositoryNode;
  readonly session: DeletionSession;
}

interface Wanted {
  readonly digests: readonly string[];
  readonly memberOf?: string | undefined;
  /** Why more is to go than was wanted. */
  readonly why?: string;
}

/** Says what goes with the manifests, and deletes them after a yes. */
export async function askForManifests(
  { prompter, changes, report }: DeletionDependencies,
  where: Where,
  { digests, memberOf, why }: Wanted,
): Promise<void> {
  const { list, session } = where;
  const plans = await prompter.wait(text("Looking at what goes with {0}…", shortDigest(digests[0] ?? "")), (signal) =>
    Promise.all(digests.map((digest) => session.planManifest(digest, signal))),
  );
  const question = manifestsQuestion(
    plans.map((plan) => ({ plan, memberOf })),
    why,
  );
  if (!(await confirm(question.message, question.detail, question.button))) return;
  const outcomes = await withCancel(say("Deleting from {0}…", `${list.host}/${list.repository}`), async (signal) => {
    const all: { readonly plan: ManifestPlan; readonly outcome: ManifestOutcome }[] = [];
    for (const plan of plans) all.push({ plan, outcome: await session.deleteManifest(plan, signal) });
    return all;
  });
  const vanished = outcomes.flatMap(({ plan, outcome }) => (outcome.kind === "deleted" ? plan.tags : []));
  if (vanished.length > 0) await changes.removed(list, vanished);
  else changes.changed(list, []);
  for (const { plan, outcome } of outcomes) {
    if (outcome.kind === "failed") report(outcome.error);
    tell(list, plan, outcome);
  }
}

function tell(list: RepositoryNode, { digest }: ManifestPlan, outcome: ManifestOutcome): void {
  const name = shortDigest(digest);
  if (outcome.kind === "deleted") tellDeleted([`${list.host}/${list.repository}@${name}`]);
  if (outcome.kind === "gone") void showWarning(say("Nothing was deleted: {0} is not there any more.", name));
  if (outcome.kind === "failed") void tellFailed(list, name, deletionError(outcome.error));
  if (outcome.kind !== "moved") return;
  void showWarning(
    outcome.digest === undefined
      ? say("Nothing was deleted: somebody has removed {0} meanwhile. Look again.", outcome.tag)
      : say("Nothing was deleted: somebody has made {0} point to {1} meanwhile.", outcome.tag, shortDigest(outcome.digest)),
  );
}

export function tellDeleted(names: readonly string[]): void {
  showInStatusBar(say("Deleted: {0}", names.join(", ")), saidMs);
}

/** Where the provider deletes whole packages, and the registry nothing. */
export async function tellPage(list: RepositoryNode): Promise<void> {
  const open = say("Open Its Page");
  const line = say("{0} deletes nothing by the registry: its pages delete a version, with all tags of it.", list.host);
  if ((await showInformation(line, open)) === open) await openPageOf(list);
}

/** Where the registry refuses, its page may do it. */
export async function tellFailed(list: RepositoryNode, what: string, line: string): Promise<void> {
  const open = say("Open Its Page");
  const answer = await showError(say("{0} was not deleted. {1}", what, line), open);
  if (answer === open) await openPageOf(list);
}

async function openPageOf(list: RepositoryNode): Promise<void> {
  const openId: CommandId = "containerRegistries.node.openInBrowser";
  await commands.executeCommand(openId, list);
}
