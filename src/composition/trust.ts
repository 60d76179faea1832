import { type Disposable, DisposableStore } from "../core/disposable.ts";
import { disposalOf, Lazy } from "../core/lazy.ts";
import type { CommandHandlers } from "../ui/commands/ids.ts";
import { setUpTrustCommand } from "../ui/commands/setUpTrust.ts";
import type { Foundation } from "./foundation.ts";
import type { TreeParts } from "./tree.ts";
import type { TrustParts } from "./trustParts.ts";

export interface Trust extends Disposable {
  readonly setUp: TrustParts["setUp"];
  readonly handlers: Pick<CommandHandlers, "containerRegistries.node.setUpTrust">;
}

/** First aid for connections that are not trusted, which loads with the first of them. */
export function composeTrust(foundation: Foundation, { refresh }: TreeParts): Trust {
  const resources = new DisposableStore();
  const parts = new Lazy(async () => (await import("./trustParts.ts")).composeTrustParts(foundation));
  resources.add(disposalOf(parts));
  const setUp: Trust["setUp"] = async (...args) => (await parts.get()).setUp(...args);
  return {
    setUp,
    handlers: { "containerRegistries.node.setUpTrust": (node) => setUpTrustCommand(node, setUp, refresh) },
    dispose: () => resources.dispose(),
  };
}
