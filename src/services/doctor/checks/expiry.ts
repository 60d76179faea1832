import type { DoctorCheck } from "../check.ts";
import { foundAt, shownUsername, logInFix } from "../context.ts";
import { knownEndOf } from "../../remembered/knownEnd.ts";

/** A login that tells its own end (Amazon ECR's password, a JSON Web Token), or of which it is remembered, and that is over. */
export const expiryCheck: DoctorCheck = {
  id: "expiry",
  limitMs: 15_000,
  async run({ report, host, ports }) {
    const { own } = await report();
    const credential = own.found?.credential;
    if (credential === undefined) return [];
    const known = knownEndOf(credential, ports.remembered(host));
    if (known === undefined || known.end.getTime() > ports.clock.now()) return [];
    // What is remembered may be of another login than the one that is stored by now.
    const severity = known.isTold ? "error" : "warning";
    const params = { at: known.end.toISOString(), username: shownUsername(credential), place: foundAt(own) };
    return [{ code: "login-expired", severity, params, fixes: [logInFix(host, ports)] }];
  },
};
