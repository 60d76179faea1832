import { l10n, type Memento, window } from "vscode";
import type { RealmPolicy } from "../registry/auth/realmPolicy.ts";

const memory = "trustedRealms";

/**
 * Asks whether a registry's credentials may go to a token server of another site, and remembers a yes for that pair of
 * hosts. A no is asked again the next time: it may have been a slip.
 */
export function createRealmConfirmation(state: Memento): RealmPolicy {
  const trusted = (): readonly string[] => state.get<readonly string[]>(memory, []);
  return {
    async confirm(registryHost, realmHost) {
      const pair = `${registryHost} ${realmHost}`;
      if (trusted().includes(pair)) return true;
      const send = l10n.t("Send to {0}", realmHost);
      const answer = await window.showWarningMessage(
        l10n.t("{0} wants your login sent to {1}.", registryHost, realmHost),
        {
          modal: true,
          detail: l10n.t(
            "The two belong to different sites. Allow it only if you know that {0} is the login server of {1}.",
            realmHost,
            registryHost,
          ),
        },
        send,
      );
      if (answer !== send) return false;
      // Read anew: another question may have been answered in between.
      await state.update(memory, [...trusted(), pair]);
      return true;
    },
  };
}
