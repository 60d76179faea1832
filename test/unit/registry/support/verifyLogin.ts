import type { Credential } from "../../../../src/core/credential.ts";
import type { RealmPolicy } from "../../../../src/registry/auth/realmPolicy.ts";
import type { Transport } from "../../../../src/registry/http/transport.ts";
import { strictRealmPolicy } from "../../../support/strictRealmPolicy.ts";
import { type Verification, verifyCredential } from "../../../../src/registry/auth/verifyCredential.ts";
import { silentLogger } from "../../../support/silentLogger.ts";
import { alice, endpoint } from "./testClient.ts";
import { TestClock } from "./testClock.ts";

/** Whether reg.example takes the login, alice's unless told otherwise; nobody is asked about a foreign realm, unless `realmPolicy` does. */
export function verifyLogin(
  transport: Transport,
  credential: Credential = alice,
  realmPolicy: RealmPolicy = strictRealmPolicy,
): Promise<Verification> {
  return verifyCredential(credential, {
    endpoint,
    transport,
    realmPolicy,
    clock: new TestClock(),
    logger: silentLogger,
    userAgent: "test/1",
  });
}
