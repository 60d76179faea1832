import { ForeignText } from "../../core/foreignText.ts";
import type { Logger } from "../../core/logger.ts";
import { secretForms, withoutSecrets } from "./redact.ts";

const maxRemembered = 100;

/** Logs what a registry warns of (distribution-spec, "Warnings": `Warning: 299 - "text"`), each text once. */
export class WarningLog {
  readonly #seen = new Set<string>();
  readonly #logger: Logger;
  readonly #host: string;

  constructor(logger: Logger, host: string) {
    this.#logger = logger;
    this.#host = host;
  }

  /** `authorization` is what was sent, and may be echoed. */
  add(lines: readonly string[], authorization?: string): void {
    const secrets = lines.length === 0 ? [] : secretForms(authorization);
    for (const line of lines) {
      const text = /^\s*299\s+\S+\s+"((?:[^"\\]|\\.)*)"/.exec(line)?.[1]?.replace(/\\(.)/g, "$1");
      if (text === undefined || this.#seen.has(text) || this.#seen.size >= maxRemembered) continue;
      this.#seen.add(text);
      this.#logger.warn(`${this.#host} warns:`, new ForeignText(withoutSecrets(text, secrets)));
    }
  }
}
