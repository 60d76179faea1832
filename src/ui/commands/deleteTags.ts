import { DisposableStore } from "../../core/disposable.ts";
import { text } from "../../core/text.ts";
import { confirm, showWarning } from "../../platform/messages.ts";
import { withCancel } from "../../platform/progress.ts";
import { say } from "../../platform/say.ts";
import type { TagOutcome, TagsOutcome } from "../../services/images/deletion/deleteImages.ts";
import type { DeletionSession } from "../../services/images/deletion/deletionSession.ts";
import { isDeletedOnPage } from "../../services/images/deletion/tagDeleter.ts";
import type { PlannedTag, TagsPlan } from "../../services/images/deletion/planDeletion.ts";
import { deletionError, onlyManifests, shortDigest, tagsQuestion } from "../sentences/deletionSentences.ts";
import type { RepositoryNode, TagNode, TreeNode } from "../tree/node.ts";
import { askForManifests, type DeletionDependencies, tellDeleted, tellFailed, tellPage } from "./deleteManifest.ts";

/** The chosen tags of one repository, and what goes with them. */
interface Job {
  readonly list: RepositoryNode;
  readonly session: DeletionSession;
  readonly plan: TagsPlan;
}

/** Deletes the tags of the rows, after the person has seen what goes with them and said yes to their names. */
export async function deleteTagsCommand(
  dependencies: DeletionDependencies,
  node: TreeNode,
  selected: readonly TreeNode[] = [node],
): Promise<void> {
  const nodes = selected.filter((each): each is TagNode => each.kind === "tag");
  const [first] = nodes;
  if (first === undefined) return;
  if (await isDeletedOnPage(first.host)) return tellPage(first.list);
  const resources = new DisposableStore();
  try {
    const name = nodes.length === 1 ? `${first.repository}:${first.tag}` : first.repository;
    const jobs = await dependencies.prompter.wait(text("Looking at what goes with {0}…", name), (signal) =>
      Promise.all([...byRepository(nodes).values()].map((group) => plan(dependencies, group, resources, signal))),
    );
    const question = tagsQuestion(jobs.map((job) => job.plan));
    if (jobs.every((job) => job.plan.tags.length === 0)) return await tellGone(dependencies, jobs);
    if (!(await confirm(question.message, question.detail, question.button))) return;
    for (const job of jobs) await run(dependencies, job);
  } finally {
    resources.dispose();
  }
}

function byRepository(nodes: readonly TagNode[]): ReadonlyMap<string, readonly TagNode[]> {
  return Map.groupBy(nodes, ({ host, repository }) => `${host}/${repository}`);
}

async function plan(
  { open, changes }: DeletionDependencies,
  nodes: readonly TagNode[],
  resources: DisposableStore,
  signal: AbortSignal,
): Promise<Job> {
  const [{ list, host, repository }] = nodes as readonly [TagNode, ...TagNode[]];
  const place = { host, repository };
  const shown = new Map(nodes.map((node) => [node.tag, node.digest ?? node.listed?.digest]));
  const known = (tag: string): string | undefined => shown.get(tag) ?? changes.digestOf(place, tag);
  const session = resources.add(await open(place, known, signal));
  return {
    list,
    session,
    plan: await session.planTags(
      nodes.map(({ tag }) => tag),
      signal,
    ),
  };
}

async function tellGone({ changes }: DeletionDependencies, jobs: readonly Job[]): Promise<void> {
  for (const {
    list,
    plan: { gone },
  } of jobs)
    await changes.removed(list, gone);
  void showWarning(say("Nothing was deleted: {0} is not there any more.", jobs.flatMap((job) => job.plan.gone).join(", ")));
}

async function run(dependencies: DeletionDependencies, job: Job): Promise<void> {
  const { list, session } = job;
  const name = `${list.host}/${list.repository}`;
  const outcome = await withCancel(say("Deleting tags of {0}…", name), (signal) => session.deleteTags(job.plan, signal));
  const deleted = tagsOf(outcome, "deleted");
  const vanished = [...deleted, ...tagsOf(outcome, "gone"), ...outcome.lost];
  if (vanished.length > 0) await dependencies.changes.removed(list, vanished);
  if (deleted.length > 0) tellDeleted(deleted.map((tag) => `${name}:${tag}`));
  tellOthers(dependencies, job, outcome);
  if (outcome.unsupported.length > 0) await deleteWhole(dependencies, job, outcome.unsupported);
}

function tellOthers({ changes, report }: DeletionDependencies, { list }: Job, { outcomes, lost }: TagsOutcome): void {
  if (lost.length > 0) void showWarning(say("{0} has deleted more than the tag: {1} is gone, too.", list.host, lost.join(", ")));
  const moved = outcomes.filter((each) => each.kind === "moved");
  for (const { tag, digest } of moved)
    void showWarning(say("{0} was not deleted: somebody has made it point to {1} meanwhile.", tag, shortDigest(digest)));
  if (moved.length > 0)
    changes.changed(
      list,
      moved.map(({ tag }) => tag),
    );
  const failed = outcomes.filter((each) => each.kind === "failed");
  for (const { error } of failed.slice(0, 1)) report(error);
  // Many may fail for one reason.
  for (const [line, tags] of Map.groupBy(failed, ({ error }) => deletionError(error)))
    void tellFailed(list, tags.map(({ tag }) => tag).join(", "), line);
}

function tagsOf({ outcomes }: TagsOutcome, kind: TagOutcome["kind"]): readonly string[] {
  return outcomes.flatMap((each) => (each.kind === kind ? each.tag : []));
}

/** What the tags point to, with all tags that do: where the registry knows nothing less. */
async function deleteWhole(dependencies: DeletionDependencies, { list, session }: Job, tags: readonly PlannedTag[]): Promise<void> {
  const digests = [...new Set(tags.map(({ digest }) => digest))];
  await askForManifests(dependencies, { list, session }, { digests, why: onlyManifests(list.host) });
}
