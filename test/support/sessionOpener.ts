import { systemClock } from "../../src/core/clock.ts";
import { strictRealmPolicy } from "./strictRealmPolicy.ts";
import type { TransportOptions } from "../../src/registry/http/undiciTransport.ts";
import * as reach from "../../src/services/reach/openSession.ts";
import type { SessionPorts } from "../../src/services/reach/sessions.ts";
import { silentLogger } from "./silentLogger.ts";

/** Opens sessions as the extension does, with nobody to ask about realms. `opened` gets the address of each; `network` is the way there. */
export function createSessionOpener(opened: string[] = [], network: TransportOptions = {}): SessionPorts["open"] {
  const ports = { clock: systemClock, logger: silentLogger, realmPolicy: strictRealmPolicy, userAgent: "test", network: () => network };
  const open = reach.createSessionOpener(ports);
  return (endpoint, hostOptions, credentials) => {
    opened.push(endpoint.baseUrl.href);
    return open(endpoint, hostOptions, credentials);
  };
}
