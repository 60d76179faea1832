import type { Lazy } from "../../core/lazy.ts";
import { say } from "../../platform/say.ts";
import type { Browsing } from "../../services/browse/browsing.ts";
import type { KnownRegistries, KnownRegistry } from "../../services/browse/knownRegistries.ts";
import type { TagLooks } from "../tree/tagLooks.ts";

export interface ToolPorts {
  readonly known: Pick<KnownRegistries, "all" | "find">;
  readonly browsing: Lazy<Browsing>;
  readonly tags: Lazy<TagLooks>;
  /** How an image is pulled, as Markdown; undefined where no files may be read. */
  readonly explain: (reference: string, client: string | undefined) => Promise<string | undefined>;
  /** What is found about the login to a registry, as Markdown without secrets. */
  readonly diagnose: (host: string, signal: AbortSignal) => Promise<string>;
}

/** A tool for language models: reads, and changes nothing. */
export interface RegistryTool {
  readonly confirm: (input: ToolInput) => { readonly title: string; readonly message: string };
  /** What it answers, as JSON can say it. */
  readonly run: (input: ToolInput, ports: ToolPorts, signal: AbortSignal) => Promise<unknown>;
}

/** What a model wrote, which need not be what the schema of package.json says. A registry is named as the tree names it: what the person says yes to is what is asked. */
export type ToolInput = Readonly<Record<string, string | undefined>>;

/** The registry of that name. Only those of the tree are asked: a model is not to send this extension anywhere. */
export async function registryOfTree(host: string, { known }: ToolPorts): Promise<KnownRegistry | { readonly error: string }> {
  return (await known.find(host)) ?? { error: say("{0} is not among your registries, so it was not asked.", host) };
}
