import { expiryOf } from "../../../core/secretExpiry.ts";
import type { DoctorCheck } from "../check.ts";
import { foundAt, shownUsername } from "../context.ts";
import { loginEndOf } from "../../remembered/rememberedLogins.ts";

/** A login that tells its own end (Amazon ECR's password, a JSON Web Token), or of which it is remembered, and that is over. */
export const expiryCheck: DoctorCheck = {
  id: "expiry",
  limitMs: 15_000,
  async run({ report, host, ports }) {
    const { own } = await report();
    const credential = own.found?.credential;
    if (credential === undefined) return [];
    const login = ports.remembered(host);
    const told = expiryOf(credential.kind === "basic" ? credential.password : credential.token);
    const end = told ?? (login === undefined ? undefined : loginEndOf(login));
    if (end === undefined || end.getTime() > ports.clock.now()) return [];
    const kind = login?.source === undefined ? "logIn" : "logInAgain";
    // What is remembered may be of another login than the one that is stored by now.
    const severity = told === undefined ? "warning" : "error";
    const params = { at: end.toISOString(), username: shownUsername(credential), place: foundAt(own) };
    return [{ code: "login-expired", severity, params, fixes: [{ kind }] }];
  },
};
