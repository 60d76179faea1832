import type { Credential } from "../../core/credential.ts";
import { text } from "../../core/text.ts";
import { lifetimeOf } from "../../providers/catalog.ts";
import type { LoginMethod, Obtained } from "../../providers/loginMethod.ts";
import type { LoginSource } from "../../providers/loginSource.ts";
import type { LoginAnswers } from "../../providers/question.ts";
import { methodContextOf, type LoginCheck, type LoginDraft, type LoginFlowPorts } from "./draft.ts";
import { LoginError } from "./loginError.ts";

/**
 * Has the method make a login of the answers, and the registry check it; the draft then holds both. Rejects as the registry
 * refuses, with LoginError where the method has nothing to try, or with the signal's reason.
 */
export async function obtainAndVerify(draft: LoginDraft, ports: LoginFlowPorts, signal: AbortSignal): Promise<void> {
  const { site, method, answers } = draft;
  if (site === undefined) return;
  await verifyObtained(await method.obtain(answers, methodContextOf(draft, ports), signal), draft, ports, signal);
}

/** What the method knows of what it obtained. */
function noteAdvice(obtained: Obtained, draft: LoginDraft): void {
  draft.remedy = obtained.kind === "helper" ? obtained.remedy : undefined;
  draft.ifRefused = obtained.kind === "credential" ? obtained.ifRefused : undefined;
  draft.ifDenied = obtained.kind === "credential" ? obtained.ifDenied : undefined;
}

/** The same for what was obtained already. */
export async function verifyObtained(obtained: Obtained, draft: LoginDraft, ports: LoginFlowPorts, signal: AbortSignal): Promise<void> {
  const { site, method, repository, answers } = draft;
  if (site === undefined) return;
  if (obtained.kind === "refused") throw LoginError.refused(obtained.reason, obtained.remedy, obtained.cause);
  noteAdvice(obtained, draft);
  const credential = obtained.kind === "credential" ? obtained.credential : await ports.askHelper(obtained.helper, site.host, signal);
  if (credential === undefined) throw new LoginError("helper-without-login", "the helper has no login for the registry");
  const check = await ports.verify({ site, method, credential, repository }, signal);
  const account = obtained.kind === "credential" ? (obtained.account ?? check.username) : undefined;
  refuseOther(account, draft.renewedAccount);
  draft.check = checked(check, obtained, credential, site.host);
  draft.signIn = obtained.kind === "credential" ? obtained.signIn : undefined;
  draft.source = obtained.kind === "credential" ? sourceOfLogin(method, answers, account) : undefined;
  draft.helper = obtained.kind === "helper" ? obtained : undefined;
  draft.credential = method.questions.length === 0 ? named(credential, check.username) : credential;
}

/** What the registry's check and the method tell together. */
function checked(
  check: LoginCheck,
  obtained: Exclude<Obtained, { readonly kind: "refused" }>,
  credential: Credential,
  host: string,
): LoginCheck {
  const { expiresAt: told, hints: found = [], ...rest } = check;
  // A helper renews what it gives: that one of its secrets ends says nothing of the login.
  const expiresAt = obtained.kind === "helper" ? undefined : (told ?? endOf(obtained, credential, host));
  const hint = obtained.kind === "credential" ? obtained.hint : undefined;
  const hints = [...(hint === undefined ? [] : [hint]), ...found];
  return { ...rest, ...(expiresAt === undefined ? {} : { expiresAt }), ...(hints.length === 0 ? {} : { hints }) };
}

/** How the login can be made anew without asking; undefined where a secret was typed for it, or a file chosen that may be gone. */
function sourceOfLogin({ id, questions }: LoginMethod, answers: LoginAnswers, account: string | undefined): LoginSource | undefined {
  if (questions.some(({ kind }) => kind === "secret" || kind === "file")) return undefined;
  const lasting = questions.filter((question) => !("isOnce" in question && question.isOnce));
  const kept = Object.fromEntries(lasting.map((question) => [question.id, answers.text(question.id)]));
  return { method: id, answers: kept, ...(account === undefined ? {} : { account }) };
}

/** A profile, a program or VS Code may have been switched to another account meanwhile: the person chose the one of before. */
function refuseOther(account: string | undefined, before: string | undefined): void {
  if (account === undefined || before === undefined || account === before) return;
  throw LoginError.refused(
    text("This would now be the login of another account than before. To change accounts, choose “Log In…” instead of “Log In Again”."),
  );
}

/** Until when a secret is good that was made just now, or at the latest, where it was made before. */
function endOf(obtained: Obtained & { readonly kind: "credential" }, credential: Credential, host: string): Date | undefined {
  const lifetime = credential.kind === "basic" ? lifetimeOf(host, credential.username) : undefined;
  return obtained.expiresAt ?? (lifetime === undefined ? undefined : new Date(Date.now() + lifetime));
}

/** A secret that came without a name gets the one that its provider tells. */
function named(credential: Credential, username: string | undefined): Credential {
  return username === undefined || credential.kind !== "basic" ? credential : { ...credential, username };
}
