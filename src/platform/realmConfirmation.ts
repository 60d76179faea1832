import type { Memory } from "../core/memory.ts";
import type { RealmPolicy } from "../registry/auth/realmPolicy.ts";
import { confirm } from "./messages.ts";
import { say } from "./say.ts";

/**
 * Asks whether a registry's credentials may go to a token server of another site, or to another host over plain HTTP, and remembers
 * a yes for that pair of hosts: one for HTTPS is none for plain HTTP. A no is asked again the next time: it may have been a slip.
 */
export function createRealmConfirmation(trusted: Memory<readonly string[]>): RealmPolicy {
  return {
    async confirm(registryHost, realm) {
      const realmHost = realm.protocol === "http:" ? realm.origin : realm.host;
      const pair = `${registryHost} ${realmHost}`;
      if (trusted.read().includes(pair)) return true;
      const question = say("{0} wants your login to be sent to {1}.", registryHost, realmHost);
      const detail =
        realm.protocol === "http:"
          ? say(
              "It would go there over plain HTTP: anyone on the network path can read it. Allow it only if you know that {0} is the login server of {1}, and trust the network between.",
              realmHost,
              registryHost,
            )
          : say(
              "The two belong to different sites. Allow it only if you know that {0} is the login server of {1}.",
              realmHost,
              registryHost,
            );
      if (!(await confirm(question, detail, say("Send to {0}", realmHost)))) return false;
      // Read anew: another question may have been answered in between.
      await trusted.write([...trusted.read(), pair]);
      return true;
    },
  };
}
