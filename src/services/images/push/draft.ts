import type { CommandWords } from "../../../core/shellQuote.ts";
import type { Text } from "../../../core/text.ts";
import type { PushContext, PushGuide, PushPrefix } from "../../../providers/push.ts";
import type { Prompter } from "../../prompts/prompter.ts";
import type { WizardStep } from "../../prompts/runSteps.ts";
import type { Engine } from "../engine.ts";
import type { EngineCommands, EnginePorts } from "../engineCommands.ts";
import type { LocalImage } from "../localImages.ts";

/** A registry that an image goes to, and its provider's guide, if it has one. */
export interface PushSite {
  readonly context: PushContext;
  readonly guide: PushGuide | undefined;
}

export interface PushPorts extends EnginePorts {
  readonly prompter: Prompter;
  /** The line by which a terminal runs the commands. Throws UnquotableError. */
  readonly line: (commands: readonly CommandWords[]) => string;
  /** The registries that the tree shows. */
  readonly registries: () => Promise<readonly string[]>;
  /** The user name of the stored login, and what the registry lists. Rejects with the signal's reason only. */
  readonly lookAtRegistry: (host: string, signal: AbortSignal) => Promise<PushSite>;
}

export interface PushDraft {
  readonly engine: Engine;
  /** Undefined until it is chosen. */
  host: string | undefined;
  readonly isHostGiven: boolean;
  /** Of the row that the push started from. */
  readonly repository: string | undefined;
  site: PushSite | undefined;
  images: readonly LocalImage[] | undefined;
  /** As the engine names it. */
  local: string;
  prefix: string | undefined;
  /** `repository:tag` in the registry; "" until it was answered. */
  name: string;
  plan: PushPlan | undefined;
  /** What is to be done with the commands. */
  isCopied: boolean;
}

/** What is shown before anything runs. */
export interface PushPlan extends EngineCommands {
  readonly host: string;
  readonly repository: string;
  readonly tag: string;
  readonly appears: { readonly text: Text; readonly url?: string } | undefined;
}

export type PushStep = WizardStep<PushDraft, PushPorts>;

export function wantedPrefix({ site, repository }: PushDraft): PushPrefix | undefined {
  return site === undefined || repository !== undefined ? undefined : site.guide?.prefix?.(site.context.host);
}
