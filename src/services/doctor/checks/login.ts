import type { Credential } from "../../../core/credential.ts";
import { RegistryError } from "../../../core/registryError.ts";
import { isTrustFault } from "../../reach/trustFault.ts";
import { knownEndOf } from "../../remembered/knownEnd.ts";
import type { DoctorCheck } from "../check.ts";
import { type DoctorContext, foundAt, shownUsername, type Verdict, logInFix } from "../context.ts";
import type { LoginFinding } from "../finding.ts";
import type { LoginFix } from "../fix.ts";
import { isProxyFault } from "./proxy.ts";

/** Whether the registry is there, and takes the login that is stored. */
export const loginCheck: DoctorCheck = {
  id: "login",
  limitMs: 30_000,
  async run(context) {
    const { host, ports, report, ping, verdictOn } = context;
    const [{ own, problems }, answer, isPassedOver] = await Promise.all([report(), ping(), ports.isPassedOver(host)]);
    const passedOver: readonly LoginFinding[] = isPassedOver
      ? [{ code: "login-passed-over", severity: "warning", fixes: [{ kind: "logIn" }] }]
      : [];
    if ("error" in answer) return [...passedOver, ...unreachable(answer.error, ports.proxyTo(host))];
    if (own.found === undefined)
      return [...passedOver, ...(own.failure === undefined && problems.length === 0 ? [noLogin(context, answer.ping.auth)] : [])];
    const verdict = await verdictOn(own.found.credential);
    const params = { username: shownUsername(own.found.credential), place: foundAt(own) };
    if (verdict.kind === "accepted") return [...passedOver, accepted(context, params, verdict, own.found.credential)];
    return [...passedOver, { code: "login-refused", severity: "error", params, error: verdict.error, fixes: [logInFix(host, ports)] }];
  },
};

/** Where the proxy is to blame, its own check says so. */
function unreachable(error: Error, proxy: string | undefined): readonly LoginFinding[] {
  if (proxy !== undefined && isProxyFault(error)) return [];
  const fixes: LoginFix[] = [];
  if (isTrustFault(error)) fixes.push({ kind: "setUpTrust", fault: error });
  if (RegistryError.is(error, "https-server")) fixes.push({ kind: "openSetting", setting: "containerRegistries.connection.plainHttp" });
  return [{ code: "unreachable", severity: "error", error, fixes }];
}

function noLogin({ ports }: DoctorContext, auth: string): LoginFinding {
  const params = ports.remoteName === undefined ? {} : { remote: ports.remoteName };
  return { code: "no-login", severity: auth === "none" ? "hint" : "error", params, fixes: [{ kind: "logIn" }] };
}

function accepted(
  { host, ports }: DoctorContext,
  params: Readonly<Record<string, string>>,
  { isProven, told }: Extract<Verdict, { readonly kind: "accepted" }>,
  credential: Credential,
): LoginFinding {
  const end = knownEndOf(credential, ports.remembered(host))?.end;
  const until = end === undefined ? {} : { until: end.toISOString() };
  const rights = told === undefined ? {} : { told };
  return { code: "login-accepted", severity: "good", params: { ...params, ...until, isProven: String(isProven) }, ...rights };
}
