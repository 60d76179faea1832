import { RegistryError } from "../../core/registryError.ts";
import { plainQuotation } from "../../platform/plainText.ts";
import { say } from "../../platform/say.ts";
import { contentKind } from "../../services/content/contentKind.ts";
import { deletionRefusal } from "../../services/images/deletion/deletionRefusal.ts";
import type { AttachedPart, ManifestPlan, PlannedTag, TagsPlan } from "../../services/images/deletion/planDeletion.ts";
import { kindSentence } from "./contentSentences.ts";
import { errorLine } from "./errorSentence.ts";
import { localized } from "./localized.ts";
import { saidBy } from "./registrySentences.ts";

/** So many names of a list are written out. */
const mostNames = 12;
/** So many tags are told of one by one. */
const mostLines = 8;

/** What a person is asked in a modal dialog. */
export interface DeletionQuestion {
  readonly message: string;
  readonly detail: string;
  readonly button: string;
}

/** Says what goes with the tags of one or several repositories, and what stays. */
export function tagsQuestion(plans: readonly TagsPlan[]): DeletionQuestion {
  const all = plans.flatMap(({ place, tags }) => tags.map((planned) => ({ place, planned })));
  const [first] = all;
  const lines = all.slice(0, mostLines).map(({ place, planned }) => {
    const name = plans.length === 1 ? planned.tag : `${place.host}/${place.repository}:${planned.tag}`;
    return all.length === 1 ? fateOf(planned) : `${name}: ${fateOf(planned)}`;
  });
  const gone = plans.flatMap((plan) => plan.gone);
  const detail = [
    ...lines,
    ...(all.length > mostLines
      ? [say("And {0} more: {1}", localized(all.length - mostLines), listOf(all.slice(mostLines).map(({ planned }) => planned.tag)))]
      : []),
    ...all.flatMap(({ planned: { tag, digest, listed } }) =>
      listed === undefined ? [] : [say("{0} was changed since it was listed: it now points to {1}.", tag, shortDigest(digest))],
    ),
    ...(gone.length === 0 ? [] : [say("Not there any more: {0}", listOf(gone))]),
    ...plans.flatMap(({ search }) => searchLines(search)),
    spaceLine(),
  ].join("\n");
  const [plan] = plans;
  const where = plan === undefined ? "" : `${plan.place.host}/${plan.place.repository}`;
  if (all.length === 1)
    return { message: say("Delete the tag {0} of {1}?", first?.planned.tag ?? "", where), detail, button: say("Delete Tag") };
  const message =
    plans.length === 1
      ? say("Delete {0} tags of {1}?", localized(all.length), where)
      : say("Delete {0} tags of {1} repositories?", localized(all.length), localized(plans.length));
  return { message, detail, button: say("Delete {0} Tags", localized(all.length)) };
}

/** What becomes of a tag's image. */
function fateOf({ digest, others }: PlannedTag): string {
  return others.length === 0
    ? say(
        "No other tag was found that points to its image, {0}: it loses its name, and some registries then remove it.",
        shortDigest(digest),
      )
    : say("Its image, {0}, stays as {1}.", shortDigest(digest), listOf(others));
}

/** A manifest that is to go; `memberOf` names the index that has it. */
export interface ManifestToDelete {
  readonly plan: ManifestPlan;
  readonly memberOf?: string | undefined;
}

/** Says what goes with manifests of one repository. `why` stands first: what the person wanted cannot be done without this. */
export function manifestsQuestion(manifests: readonly ManifestToDelete[], why?: string): DeletionQuestion {
  const [first] = manifests;
  const { host = "", repository = "" } = first?.plan.place ?? {};
  const where = `${host}/${repository}`;
  const tags = manifests.flatMap(({ plan }) => plan.tags).length;
  const isOne = manifests.length === 1;
  const lines = manifests.slice(0, mostLines).flatMap((each) => {
    const told = manifestLines(each);
    return isOne ? told : [`${shortDigest(each.plan.digest)}: ${told.join(" ")}`];
  });
  const detail = [
    ...(why === undefined ? [] : [why]),
    ...lines,
    ...(manifests.length > mostLines ? [say("And {0} more.", localized(manifests.length - mostLines))] : []),
    ...(first === undefined ? [] : searchLines(first.plan.search)),
    spaceLine(),
  ].join("\n");
  const message = isOne
    ? say("Delete the manifest {0} of {1}?", shortDigest(first?.plan.digest ?? ""), where)
    : say("Delete {0} manifests of {1}?", localized(manifests.length), where);
  return { message, detail, button: manifestButton(manifests.length, tags) };
}

function manifestButton(manifests: number, tags: number): string {
  if (manifests > 1) return say("Delete {0} Manifests and {1} Tags", localized(manifests), localized(tags));
  if (tags === 0) return say("Delete Manifest");
  return tags === 1 ? say("Delete Manifest and Its Tag") : say("Delete Manifest and {0} Tags", localized(tags));
}

function manifestLines({ plan, memberOf }: ManifestToDelete): readonly string[] {
  const { tags, members, attached } = plan;
  return [
    tags.length === 0 ? say("No tag was found that points to it.") : say("These tags go with it: {0}.", listOf(tags)),
    ...(memberOf === undefined ? [] : [say("It is a part of {0}, which cannot be pulled for that platform any more.", memberOf)]),
    ...(members.length === 0 ? [] : [say("Its images stay stored, but no index leads to them: {0}.", listOf(members))]),
    ...(attached.length === 0 ? [] : [say("Attached to it, and of no use without it: {0}.", attachedList(attached))]),
  ];
}

function searchLines({ looked, total, isWhole }: TagsPlan["search"]): readonly string[] {
  if (isWhole) return [];
  return total === 0
    ? [say("The registry does not list its tags: others may point to the same.")]
    : [say("{0} of at least {1} tags were looked at: others may point to the same.", localized(looked), localized(total))];
}

function spaceLine(): string {
  return say("The registry gives its space back only when it next collects garbage.");
}

function attachedList(attached: readonly AttachedPart[]): string {
  const counts = new Map<string, number>();
  for (const part of attached) {
    const name = nameOf(part);
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return listOf([...counts].map(([name, count]) => (count === 1 ? name : `${name} (${localized(count)})`)));
}

function nameOf({ artifactType, tag }: AttachedPart): string {
  if (tag !== undefined) return kindSentence(tag.endsWith(".sig") ? "signature" : tag.endsWith(".sbom") ? "sbom" : "attestation");
  return kindSentence(contentKind({ artifactType }), artifactType);
}

/** The beginning of a digest, by which people know it. */
export function shortDigest(digest: string): string {
  return digest.slice(0, digest.indexOf(":") + 13);
}

function listOf(names: readonly string[]): string {
  const shown = names.slice(0, mostNames).join(", ");
  const rest = names.length - mostNames;
  return rest <= 0 ? shown : say("{0} and {1} more", shown, localized(rest));
}

/** Why something was not deleted, and what to do about it, in one line. */
export function deletionError(error: unknown): string {
  if (!(error instanceof RegistryError)) return errorLine(error);
  const said = saidBy(error);
  const quoted = said === undefined ? "" : plainQuotation(said);
  const refusal = deletionRefusal(error, `${error.details.map(({ code }) => code).join(" ")} ${quoted}`);
  if (refusal === undefined) return errorLine(error);
  const host = String(error.params["host"] ?? "");
  const what = refusals[refusal](host);
  return quoted === "" ? what : `${what} ${say("It says: “{0}”.", quoted)}`;
}

const refusals = {
  "switched-off": (host: string) =>
    say(
      "{0} does not delete this: deletion may be switched off (distribution's registry deletes only with REGISTRY_STORAGE_DELETE_ENABLED=true), or is done on its pages alone.",
      host,
    ),
  immutable: (host: string) => say("{0} keeps this tag: it is immutable by a rule of the repository.", host),
  "kept-by-rule": (host: string) => say("{0} keeps this by a rule: retention, a lock, or a protected tag.", host),
  "in-use": (host: string) =>
    say("{0} does not delete what something else needs: an index that has it, or a tag that has to go first.", host),
} as const;

/** The registry's own words for why tags cannot be deleted by themselves. */
export function onlyManifests(host: string): string {
  return say("{0} cannot delete a tag by itself, only what it points to, with all tags that do.", host);
}
