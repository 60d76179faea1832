import type { BasicCredential, Credential } from "../core/credential.ts";
import type { RegistryErrorCode } from "../core/registryError.ts";
import type { Text } from "../core/text.ts";
import type { ApiResponse } from "../registry/http/apiRequest.ts";
import type { MethodContext, SignInKey } from "./methodContext.ts";
import type { Remedy } from "./remedy.ts";
import type { HelpPage, VerifiedSite } from "./providerSite.ts";
import type { LoginAnswers, Question } from "./question.ts";

/** What a method comes to. Only the registry says whether it is good. */
export type Obtained =
  | {
      readonly kind: "credential";
      readonly credential: Credential;
      /** Until when it is good, where that is known before the registry has seen it. */
      readonly expiresAt?: Date;
      /** The sign-in of VS Code that it ends with. */
      readonly signIn?: SignInKey;
      /** What tells the account from others, where the method knows whose it is. */
      readonly account?: string | undefined;
      /** What may not be meant, though it may be good. */
      readonly hint?: Text | undefined;
      /** What the reason may be if the registry does not take it. */
      readonly ifRefused?: Text;
      /** What the reason may be if it is good, but may not do what is wanted. */
      readonly ifDenied?: Text | undefined;
    }
  /** A credential helper answers for these hosts from now on: config.json maps them to it, and no secret is written. */
  | {
      readonly kind: "helper";
      readonly helper: string;
      readonly hosts: readonly string[];
      /** What the helper may lack if it has no login. */
      readonly remedy?: Remedy;
    }
  /** There is nothing to try: why, and what to do; `cause` is for the log. */
  | { readonly kind: "refused"; readonly reason: Text; readonly remedy?: Remedy; readonly cause?: unknown };

/** What a method's own API tells of a login that the registry has accepted. */
export interface Findings {
  /** What the credential may not do, or what else to know before it is written. */
  readonly notes: readonly Text[];
  /** What helps afterwards. */
  readonly hints?: readonly Text[];
  /** Until when the credential is good. */
  readonly expiresAt?: Date;
  /** The account's name, where the credential came without one. */
  readonly username?: string;
}

/** Asks the provider's API: with the registry's proxy and authorities, and at the registry's own host as the registry is reached. */
export type ApiGet = (url: URL, authorization: string, signal: AbortSignal) => Promise<ApiResponse>;

/** One way to log in: the wizard asks its questions in order, and then `obtain` for what they come to. */
export interface LoginMethod {
  readonly id: string;
  readonly label: Text;
  /** What it is good for, and what to know before choosing it. */
  readonly detail: Text;
  readonly questions: readonly Question[];
  /** The user name that the registry wants of everybody. */
  readonly username?: string;
  /** Programs without which the method is not offered. */
  readonly programs?: readonly string[];
  /** The credential is another program's, which may end it: better kept by a helper than in a file. */
  readonly isBorrowed?: boolean;
  /**
   * Hosts that have this method; all of the provider's where it is left out, and any that a person takes for one of its. What another
   * program or a sign-in gives without being typed must not go to those.
   */
  readonly onlyAt?: RegExp;
  readonly pages?: readonly HelpPage[];
  /** Rejects with a coded error where the person does not allow it, or with the signal's reason. */
  readonly obtain: (answers: LoginAnswers, context: MethodContext, signal: AbortSignal) => Promise<Obtained>;
  /** What to do about a refusal, by its kind. */
  readonly advice?: Readonly<Partial<Record<RegistryErrorCode, Text>>>;
  /** Asks the provider's API, after the registry's yes. A rejection is no refusal of the login. */
  readonly inspect?: (site: VerifiedSite, login: BasicCredential, get: ApiGet, signal: AbortSignal) => Promise<Findings>;
}

export type LoginMethods = readonly [LoginMethod, ...LoginMethod[]];
