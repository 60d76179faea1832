import type { CredentialStore } from "../../credentials/credentialStore.ts";
import type { SessionPorts } from "./sessions.ts";

/** The logins that sessions use: those that are stored, of a registry and of its parts, but for what a person browses without one. */
export function storedLogins(
  store: () => Pick<CredentialStore, "lookup" | "lookupPart" | "partOf">,
  isPassedOver: (host: string) => Promise<boolean>,
): Pick<SessionPorts, "credentialsFor"> & Required<Pick<SessionPorts, "partOf">> {
  return {
    credentialsFor: (host) => ({
      lookup: async (signal) => {
        if (await isPassedOver(host)) return undefined;
        return (await store().lookup(host, signal === undefined ? {} : { signal }))?.credential;
      },
    }),
    partOf: async (host, repository) => {
      if (await isPassedOver(host)) return undefined;
      const name = await store().partOf(host, repository);
      return name === undefined ? undefined : { name, credentials: { lookup: () => store().lookupPart(name) } };
    },
  };
}
