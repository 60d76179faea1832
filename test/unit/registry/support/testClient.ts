import type { Credential } from "../../../../src/core/credential.ts";
import { Secret } from "../../../../src/core/secret.ts";
import { strictRealmPolicy } from "../../../support/strictRealmPolicy.ts";
import { RegistryClient, type RegistryClientOptions } from "../../../../src/registry/registryClient.ts";
import { silentLogger } from "../../../support/silentLogger.ts";
import type { FakeTransport } from "./fakeTransport.ts";
import { TestClock } from "./testClock.ts";

export const alice: Credential = { kind: "basic", username: "alice", password: new Secret("open sesame") };
export const aliceBasic = `Basic ${Buffer.from("alice:open sesame").toString("base64")}`;

export const endpoint = { host: "reg.example", baseUrl: new URL("https://reg.example/v2") };

export type TestClientOptions = Partial<Omit<RegistryClientOptions, "transport">> & { readonly credential?: Credential };

/** A client of reg.example for somebody who has logged in as alice. */
export function createAliceClient(transport: FakeTransport, options: TestClientOptions = {}): RegistryClient {
  return createTestClient(transport, { credential: alice, ...options });
}

/** A client of reg.example for nobody, unless told otherwise. */
export function createTestClient(transport: FakeTransport, options: TestClientOptions = {}): RegistryClient {
  const { credential } = options;
  return new RegistryClient({
    endpoint,
    transport,
    credentials: { lookup: () => Promise.resolve(credential) },
    realmPolicy: strictRealmPolicy,
    clock: new TestClock(),
    logger: silentLogger,
    userAgent: "test/1",
    ...options,
  });
}
