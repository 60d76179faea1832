import { systemClock } from "../../src/core/clock.ts";
import { silentLogger } from "../../src/core/logger.ts";
import { strictRealmPolicy } from "../../src/registry/realmPolicy.ts";
import { RegistryClient } from "../../src/registry/registryClient.ts";
import { createUndiciTransport } from "../../src/registry/undiciTransport.ts";
import { verifyCredential } from "../../src/registry/verifyCredential.ts";
import type { SessionPorts } from "../../src/services/sessions.ts";

/** Opens sessions as the extension does, with nobody to ask about realms. `opened` gets the address of each. */
export function createSessionOpener(opened: string[] = []): SessionPorts["open"] {
  const common = { clock: systemClock, logger: silentLogger, realmPolicy: strictRealmPolicy, userAgent: "test" };
  return (endpoint, options, credentials) => {
    opened.push(endpoint.baseUrl.href);
    const transport = createUndiciTransport(options);
    const client = new RegistryClient({ ...common, endpoint, transport, credentials });
    return Promise.resolve({
      client,
      verify: (credential, signal) => verifyCredential(credential, { ...common, endpoint, transport, signal }),
      dispose: () => {
        client.dispose();
        transport.dispose();
      },
    });
  };
}
