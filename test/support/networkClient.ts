import { type Clock, systemClock } from "../../src/core/clock.ts";
import type { Credential } from "../../src/core/credential.ts";
import type { Disposable } from "../../src/core/disposable.ts";
import { Secret } from "../../src/core/secret.ts";
import type { RegistryLimits } from "../../src/registry/limits.ts";
import { strictRealmPolicy } from "./strictRealmPolicy.ts";
import type { RealmPolicy } from "../../src/registry/auth/realmPolicy.ts";
import { RegistryClient } from "../../src/registry/registryClient.ts";
import { createUndiciTransport, type TransportOptions } from "../../src/registry/http/undiciTransport.ts";
import { silentLogger } from "./silentLogger.ts";

export interface NetworkClientOptions {
  /** Origin of the registry. */
  readonly url: string;
  readonly credential?: Credential | undefined;
  readonly transport?: TransportOptions | undefined;
  readonly limits?: Partial<RegistryLimits>;
  readonly realmPolicy?: RealmPolicy;
  readonly clock?: Clock;
  readonly allowPlainHttp?: boolean;
}

export interface NetworkClient extends Disposable {
  readonly client: RegistryClient;
}

/** A client with connections of its own, as the extension makes it. It refuses whatever a person would have to be asked. */
export function createNetworkClient(options: NetworkClientOptions): NetworkClient {
  const transport = createUndiciTransport(options.transport);
  const client = new RegistryClient({
    endpoint: { host: new URL(options.url).host, baseUrl: new URL(`${options.url}/v2`), allowPlainHttp: options.allowPlainHttp === true },
    transport,
    credentials: { lookup: () => Promise.resolve(options.credential) },
    realmPolicy: options.realmPolicy ?? strictRealmPolicy,
    clock: options.clock ?? systemClock,
    logger: silentLogger,
    userAgent: "container-registries-test",
    ...(options.limits !== undefined && { limits: options.limits }),
  });
  const dispose = (): void => {
    client.dispose();
    transport.dispose();
  };
  return { client, dispose };
}

export function basicCredential({ username, password }: { readonly username: string; readonly password: string }): Credential {
  return { kind: "basic", username, password: new Secret(password) };
}
