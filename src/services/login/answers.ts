import type { Secret } from "../../core/secret.ts";
import type { LoginAnswers } from "../../providers/question.ts";

/** The answers of a login so far, in memory only. A name that fits one method is offered by the next. */
export class CollectedAnswers implements LoginAnswers {
  readonly #texts = new Map<string, string>();
  readonly #secrets = new Map<string, Secret>();

  text(id: string): string {
    return this.#texts.get(id) ?? "";
  }

  secret(id: string): Secret {
    const secret = this.#secrets.get(id);
    if (secret === undefined) throw new Error(`the question ${id} has not been asked`);
    return secret;
  }

  secretIfAny(id: string): Secret | undefined {
    return this.#secrets.get(id);
  }

  setText(id: string, text: string): void {
    this.#texts.set(id, text);
  }

  setSecret(id: string, secret: Secret): void {
    this.#secrets.set(id, secret);
  }

  forgetSecrets(): void {
    this.#secrets.clear();
  }
}
