import type { Credential } from "../core/credential.ts";
import type { Text } from "../core/text.ts";
import type { BrowseContext, Signing } from "./browse.ts";
import type { ChoiceQuestion, LoginAnswers, Option, TextQuestion } from "./question.ts";

/** A registry in which a repository is to be created. */
export interface CreateContext {
  /** As it is written in references, with its port. */
  readonly host: string;
  /** How the login was made here, where a cloud's library can sign with the same. */
  readonly signing: Signing | undefined;
  /** The stored login. */
  readonly credential: Credential | undefined;
  /** As a list of the provider's own asks. */
  readonly askApi: BrowseContext["askApi"];
}

/** What was asked of the person for an API; `check` gets the value as `clean` leaves it. */
export type CreateQuestion = (TextQuestion & { readonly value?: string }) | (ChoiceQuestion & { readonly options: readonly Option[] });

export interface CreatedRepository {
  /** As images in it are named; undefined where those have more components. */
  readonly repository: string | undefined;
  readonly note: Text;
}

/** One way to a repository. */
export type CreateWay =
  /** A push creates it. */
  | { readonly kind: "push"; readonly label: Text; readonly detail: Text }
  /** A web page does it. */
  | { readonly kind: "page"; readonly label: Text; readonly detail: Text; readonly url: string }
  /** Several pages do it, one after the other. */
  | { readonly kind: "pages"; readonly label: Text; readonly detail: Text; readonly steps: readonly PageStep[] }
  /** The provider's API does it; rejects with a coded error. */
  | {
      readonly kind: "api";
      readonly label: Text;
      readonly detail: Text;
      readonly questions: readonly CreateQuestion[];
      readonly create: (answers: Pick<LoginAnswers, "text">, signal: AbortSignal) => Promise<CreatedRepository>;
    };

export interface PageStep {
  readonly title: Text;
  /** What is to be done on the page. */
  readonly tasks: readonly Text[];
  readonly url: string;
}

/** How repositories come to be in a provider's registries. */
export interface CreateGuide {
  readonly ways: (context: CreateContext) => readonly CreateWay[] | Promise<readonly CreateWay[]>;
  /** Where a registry itself is created. */
  readonly registry?: { readonly label: Text; readonly detail: Text; readonly url: string };
}
