import { systemClock } from "../../src/core/clock.ts";
import { getApi } from "../../src/registry/http/apiRequest.ts";
import { probeRights } from "../../src/registry/auth/probeRights.ts";
import { strictRealmPolicy } from "../../src/registry/auth/realmPolicy.ts";
import { RegistryClient } from "../../src/registry/registryClient.ts";
import { createUndiciTransport, type TransportOptions } from "../../src/registry/http/undiciTransport.ts";
import { verifyCredential } from "../../src/registry/auth/verifyCredential.ts";
import type { SessionPorts } from "../../src/services/reach/sessions.ts";
import { silentLogger } from "./silentLogger.ts";

/** Opens sessions as the extension does, with nobody to ask about realms. `opened` gets the address of each; `network` is the way there. */
export function createSessionOpener(opened: string[] = [], network: TransportOptions = {}): SessionPorts["open"] {
  const common = { clock: systemClock, logger: silentLogger, realmPolicy: strictRealmPolicy, userAgent: "test" };
  return (endpoint, hostOptions, credentials) => {
    opened.push(endpoint.baseUrl.href);
    const transport = createUndiciTransport({ ...network, ...hostOptions });
    const options = { ...common, endpoint, transport };
    const client = new RegistryClient({ ...options, credentials });
    return Promise.resolve({
      client,
      probe: (credential, repository, signal) => probeRights(credential, repository, { ...options, signal }),
      verify: (credential, signal) => verifyCredential(credential, { ...options, signal }),
      getApi: (url, authorization, signal) => getApi(url, authorization, { ...options, signal }),
      dispose: () => {
        client.dispose();
        transport.dispose();
      },
    });
  };
}
