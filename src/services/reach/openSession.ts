import type { Clock } from "../../core/clock.ts";
import type { Logger } from "../../core/logger.ts";
import type { MethodPorts } from "../../providers/methodContext.ts";
import type { RealmPolicy } from "../../registry/auth/realmPolicy.ts";
import type { Transport } from "../../registry/http/transport.ts";
import type { TransportOptions } from "../../registry/http/undiciTransport.ts";
import type { SessionPorts } from "./sessions.ts";

export interface OpenSessionPorts {
  readonly clock: Clock;
  readonly logger: Logger;
  readonly realmPolicy: RealmPolicy;
  readonly userAgent: string;
  /** The way to every host (proxy, system certificates), asked again for each session. */
  readonly network: () => TransportOptions;
}

/** What hosts.toml says of a registry is for that host: its certificate goes unverified, and sees a client certificate, nowhere else. */
function forAnyHost({ ca }: TransportOptions): TransportOptions {
  return ca === undefined ? {} : { ca };
}

/** Makes what sends signed requests to the APIs of clouds, the way that registries are reached. */
export function createApiSender({ network, ...common }: Omit<OpenSessionPorts, "realmPolicy">): MethodPorts["sendSigned"] {
  return async (request, signal, ca = []) => {
    const [{ createUndiciTransport }, { sendSigned }] = await Promise.all([
      import("../../registry/http/undiciTransport.ts"),
      import("../../registry/http/apiRequest.ts"),
    ]);
    const options = network();
    const transport = createUndiciTransport(ca.length === 0 ? options : { ...options, ca: [...(options.ca ?? []), ...ca] });
    try {
      return await sendSigned(request, { ...common, transport, signal });
    } finally {
      transport.dispose();
    }
  };
}

/** Makes what opens sessions. The HTTP library, 400 KB of code, loads with the first. */
export function createSessionOpener({ network, ...common }: OpenSessionPorts): SessionPorts["open"] {
  return async (endpoint, hostOptions, credentials) => {
    const [{ RegistryClient }, { createUndiciTransport }, { verifyCredential }, { probeRights }, { ApiAccess }] = await Promise.all([
      import("../../registry/registryClient.ts"),
      import("../../registry/http/undiciTransport.ts"),
      import("../../registry/auth/verifyCredential.ts"),
      import("../../registry/auth/probeRights.ts"),
      import("./apiAccess.ts"),
    ]);
    const transport = createUndiciTransport({ ...network(), ...hostOptions });
    const options = { ...common, endpoint, transport };
    const client = new RegistryClient({ ...options, credentials });
    const openElsewhere = (): Transport => createUndiciTransport({ ...network(), ...forAnyHost(hostOptions) });
    const apis = new ApiAccess({ ...options, openElsewhere, tokenServer: (signal) => client.tokenServer({ signal }) });
    return {
      client,
      endpoint,
      askApi: (request, signal) => apis.ask(request, signal),
      verify: (credential, signal) => verifyCredential(credential, { ...options, signal }),
      probe: (credential, repository, signal) => probeRights(credential, repository, { ...options, signal }),
      getApi: (...request) => apis.get(...request),
      postForm: (path, fields, signal) => apis.postForm(path, fields, signal),
      dispose: () => {
        apis.dispose();
        client.dispose();
        transport.dispose();
      },
    };
  };
}
