import type { Clock } from "../../core/clock.ts";
import type { Credential } from "../../core/credential.ts";
import { isAbort, toError } from "../../core/errors.ts";
import { isOlderThan } from "../../core/programVersion.ts";
import { RegistryError } from "../../core/registryError.ts";
import { isSameCredential, type LoginReport, reportLogin } from "../../credentials/loginReport.ts";
import { parseRegistryName } from "../../credentials/registryName.ts";
import { loadContainerdConfig } from "../../hosts/containerdConfig/loadConfig.ts";
import { clientLines } from "../../hosts/features/explainClients.ts";
import { askVersion, nerdctlClient } from "../reach/containerdInUse.ts";
import { withSession } from "../reach/withSession.ts";
import type { DoctorCheck } from "./check.ts";
import { loginChecks } from "./checks/checks.ts";
import { type DoctorContext, type DoctorPorts, helperMs, type Verdict } from "./context.ts";
import { boundFindings, type LoginFinding, sortFindings } from "./finding.ts";
import { tellRights } from "./tellRights.ts";

/** What a diagnosis found of the login to a host. */
export interface LoginDiagnosis {
  readonly host: string;
  /** What breaks the login first. */
  readonly findings: readonly LoginFinding[];
  /** Which login each tool uses; undefined where that could not be found out. */
  readonly report: LoginReport | undefined;
  /** Who reads which hosts.toml on this machine: Markdown, a line each. */
  readonly hostsReaders: readonly string[];
}

/**
 * Looks at all that decides whether a login to a registry works: all checks together, each in its time. One that fails or hangs is a
 * finding itself. Asks credential helpers. Rejects with the signal's reason only.
 */
export async function diagnoseLogin(
  host: string,
  ports: DoctorPorts,
  signal: AbortSignal,
  checks: readonly DoctorCheck[] = loginChecks,
): Promise<LoginDiagnosis> {
  const context = contextOf(host, ports, signal);
  const [hostsReaders, ...findings] = await Promise.all([
    inTime(readersMs, ports.clock, signal, () => readersOf(host, ports)).catch(() => undefined),
    ...checks.map((check) => runBounded(check, context, ports.clock, signal)),
  ]);
  signal.throwIfAborted();
  const report = await inTime(0, ports.clock, signal, context.report).catch(() => undefined);
  return { host, findings: sortFindings(boundFindings(findings.flat())), report, hostsReaders: hostsReaders ?? [] };
}

const readersMs = 10_000;

/** Windows has its directories elsewhere, and nobody pulls with containerd there but Kubernetes. */
async function readersOf(
  host: string,
  { files, containerd, containerdConfig, configHome, roots, windows }: DoctorPorts,
): Promise<readonly string[]> {
  if (windows) return [];
  const [inUse, { own, areSet }] = await Promise.all([containerd(), roots()]);
  const { version } = inUse;
  const config = await loadContainerdConfig(files, containerdConfig, version);
  return clientLines(files, host, version, { config, configHome, set: areSet ? own : [], nerdctl: nerdctlClient(inUse) });
}

async function runBounded(check: DoctorCheck, context: DoctorContext, clock: Clock, signal: AbortSignal): Promise<readonly LoginFinding[]> {
  const { id, limitMs } = check;
  try {
    const hangs: LoginFinding = { code: "check-hangs", severity: "warning", params: { check: id, seconds: String(limitMs / 1000) } };
    return (await inTime(limitMs, clock, signal, (within) => check.run(context, within))) ?? [hangs];
  } catch (error) {
    signal.throwIfAborted();
    return [{ code: "check-failed", severity: "warning", params: { check: id }, error: toError(error) }];
  }
}

/** Undefined where it takes longer, and is given up. */
async function inTime<T>(
  limitMs: number,
  clock: Clock,
  signal: AbortSignal,
  run: (signal: AbortSignal) => Promise<T>,
): Promise<T | undefined> {
  const ending = new AbortController();
  const within = AbortSignal.any([signal, ending.signal]);
  try {
    return await Promise.race([run(within), clock.sleep(limitMs, within).then(() => undefined)]);
  } finally {
    ending.abort();
  }
}

function contextOf(host: string, ports: DoctorPorts, signal: AbortSignal): DoctorContext {
  const known: { report?: Promise<LoginReport>; ping?: ReturnType<DoctorContext["ping"]> } = {};
  const asked: { readonly credential: Credential; readonly verdict: Promise<Verdict> }[] = [];
  const base = { host, ports };
  return {
    ...base,
    report: () => (known.report ??= makeReport(base, signal)),
    ping: () => (known.ping ??= pingHost(base, signal)),
    verdictOn(credential) {
      const before = asked.find((each) => isSameCredential(each.credential, credential));
      if (before !== undefined) return before.verdict;
      const verdict = verdictOn(credential, base, signal);
      asked.push({ credential, verdict });
      return verdict;
    },
  };
}

async function makeReport({ host, ports }: Pick<DoctorContext, "host" | "ports">, signal: AbortSignal): Promise<LoginReport> {
  const version = (await ports.spawn.find("docker")) === undefined ? undefined : await askVersion(ports.spawn, "docker");
  const dockerReadsVariable = version === undefined || !isOlderThan(version, [28, 3, 0]);
  return reportLogin(parseRegistryName(host), await ports.store.sources(), { helperMs, signal, dockerReadsVariable });
}

async function pingHost(context: Pick<DoctorContext, "host" | "ports">, signal: AbortSignal): ReturnType<DoctorContext["ping"]> {
  try {
    return { ping: await withSession(context.ports.connect(context.host, signal), ({ client }) => client.ping({ signal })) };
  } catch (error) {
    if (isAbort(error)) throw error;
    return { error: toError(error) };
  }
}

async function verdictOn(credential: Credential, context: Pick<DoctorContext, "host" | "ports">, signal: AbortSignal): Promise<Verdict> {
  try {
    return await withSession(context.ports.connect(context.host, signal), async (session): Promise<Verdict> => {
      const verification = await session.verify(credential, signal);
      if (verification.kind !== "verified") return { kind: "accepted", isProven: false };
      if (credential.kind !== "basic") return { kind: "accepted", isProven: true };
      return { kind: "accepted", isProven: true, told: await tellRights(context.host, credential, verification, session, signal) };
    });
  } catch (error) {
    if (isAbort(error)) throw error;
    return { kind: RegistryError.is(error, "unauthorized", "denied") ? "refused" : "unknown", error: toError(error) };
  }
}
