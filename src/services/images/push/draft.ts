import type { Text } from "../../../core/text.ts";
import type { PushContext, PushGuide, PushPrefix } from "../../../providers/push.ts";
import type { WizardStep } from "../../prompts/runSteps.ts";
import type { Engine } from "../engine.ts";
import type { EngineCommands, EnginePorts } from "../engineCommands.ts";
import type { LocalImage } from "../localImages.ts";
import type { CommandsUse, OfferPorts } from "../offerCommands.ts";

/** A registry that an image goes to, and its provider's guide, if it has one. */
export interface PushSite {
  readonly context: PushContext;
  readonly guide: PushGuide | undefined;
}

export interface PushPorts extends EnginePorts, OfferPorts {
  /** The registries that the tree shows. */
  readonly registries: () => Promise<readonly string[]>;
  /** The user name of the stored login, and what the registry lists. Rejects with the signal's reason only. */
  readonly lookAtRegistry: (host: string, signal: AbortSignal) => Promise<PushSite>;
}

export interface PushDraft {
  engine: Engine;
  /** Those to turn to where it does not answer. */
  otherEngines: readonly Engine[];
  /** Only root may ask the engine for its images. */
  readonly isForRoot: boolean;
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
  use: CommandsUse;
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
