import { commands, Uri } from "vscode";
import type { RegistryError } from "../../core/registryError.ts";
import { text } from "../../core/text.ts";
import { pullSecretCommand } from "../../credentials/pullSecret.ts";
import type { CredentialStore } from "../../credentials/credentialStore.ts";
import { copyLine, copyText } from "../../platform/clipboard.ts";
import { confirmCommands } from "../../platform/confirmCommands.ts";
import { pickReportRow } from "../../platform/reportPick.ts";
import { openPage } from "../../platform/openPage.ts";
import { say } from "../../platform/say.ts";
import { terminalLine, typeIntoTerminal } from "../../platform/terminal.ts";
import { applyChange, type ChangePorts } from "../../services/doctor/applyChange.ts";
import { askForHost } from "../../services/doctor/askForHost.ts";
import type { DoctorPorts } from "../../services/doctor/context.ts";
import { type LoginDiagnosis, diagnoseLogin } from "../../services/doctor/diagnoseLogin.ts";
import { type LoginChange, type LoginFix, isChange, type Lead } from "../../services/doctor/fix.ts";
import type { Prompter } from "../../services/prompts/prompter.ts";
import { reportText } from "../sentences/doctorReport.ts";
import { fixSentence } from "../sentences/fixSentences.ts";
import { type FindingRow, findingRow, fixRows } from "../sentences/reportRows.ts";
import { copyPullSecret } from "./copyPullSecret.ts";
import { openFile } from "./openFile.ts";
import { orInPlace } from "./orInPlace.ts";
import { requestOfTarget } from "./targets.ts";

export interface DiagnoseDependencies {
  readonly prompter: Prompter;
  readonly known: () => Promise<readonly string[]>;
  /** What is there now: each diagnosis looks anew. */
  readonly ports: () => DoctorPorts & ChangePorts;
  readonly logIn: (host: string) => Promise<void>;
  readonly logInAgain: (host: string) => Promise<void>;
  readonly store: () => Pick<CredentialStore, "lookup">;
  /** Whether the registry is trusted since. */
  readonly setUpTrust: (host: string, fault: RegistryError) => Promise<boolean>;
  readonly homeDirectory: string;
}

/** What came of a fix: "again" where there may be something else to find now. */
type Next = "again" | "list" | "end";

/** Diagnoses the login to a registry and shows what was found, until the person is done with it. */
export async function diagnoseLoginCommand(dependencies: DiagnoseDependencies, target?: unknown): Promise<void> {
  const { prompter, known, ports } = dependencies;
  const host = requestOfTarget(target).host ?? (await askForHost(await known(), prompter));
  if (host === undefined) return;
  for (let next: Next = "again"; next === "again";) {
    const diagnosis = await prompter.wait(text("Diagnosing the login to {0}…", host), (signal) => diagnoseLogin(host, ports(), signal));
    do next = await showFindings(diagnosis, dependencies);
    while (next === "list");
  }
}

async function showFindings(diagnosis: LoginDiagnosis, dependencies: DiagnoseDependencies): Promise<Next> {
  const { host, findings } = diagnosis;
  const picked = await pickReportRow(
    findings.map((finding) => findingRow(finding, host, dependencies.homeDirectory)),
    {
      title: reportTitle(diagnosis),
      placeholder: say("Choose a finding to read it in full and to act on it"),
      copy: { label: say("Copy Report"), run: () => void copyReport(diagnosis) },
    },
  );
  if (picked === undefined || picked === "back") return "end";
  return actOn(picked, host, dependencies);
}

function reportTitle({ host, findings }: LoginDiagnosis): string {
  const errors = findings.filter(({ severity }) => severity === "error").length;
  const warnings = findings.filter(({ severity }) => severity === "warning").length;
  if (errors > 0) return say("The login to {0} does not work", host);
  return warnings > 0 ? say("The login to {0} works, but not in every tool", host) : say("Nothing is wrong with the login to {0}", host);
}

async function copyReport(diagnosis: LoginDiagnosis): Promise<void> {
  await copyText(reportText(diagnosis), say("The report was copied"));
}

/** One page or wizard opens at once where the row has said all; what changes something is named before it is done. */
async function actOn({ finding, label, note }: FindingRow, host: string, dependencies: DiagnoseDependencies): Promise<Next> {
  const { fixes = [] } = finding;
  const [only] = fixes;
  if (note === undefined) {
    if (only === undefined) return "list";
    if (fixes.length === 1 && !isChange(only)) return lead(only, host, dependencies);
  }
  const picked = await pickReportRow(
    fixes.flatMap((fix) => fixRows(fix, host, dependencies.homeDirectory)),
    {
      title: label,
      placeholder: fixes.length === 0 ? say("Go back to the report") : say("What to do about it"),
      canGoBack: true,
      ...(note === undefined ? {} : { note }),
    },
  );
  if (picked === undefined) return "end";
  if (picked === "back") return "list";
  return carryOut(picked.fix, host, dependencies);
}

function carryOut(fix: LoginFix, host: string, dependencies: DiagnoseDependencies): Promise<Next> {
  return isChange(fix) ? change(fix, host, dependencies) : lead(fix, host, dependencies);
}

async function change(fix: LoginChange, host: string, { prompter, ports }: DiagnoseDependencies): Promise<Next> {
  const { label } = fixSentence(fix, host);
  const result = await orInPlace((options) =>
    prompter.wait(text("{0}", label), (signal) => applyChange(fix, host, ports(), { ...options, signal })),
  );
  if (result === "given-up") return "list";
  if (result.kind === "done") return "again";
  if (await confirmCommands(say("You do not have permission for this: {0}.", label), [result.command]))
    await typeIntoTerminal(label, [result.command]);
  return "end";
}

type Leads = { readonly [Kind in Lead["kind"]]: (lead: Extract<Lead, { readonly kind: Kind }>) => Promise<Next> };

function lead(fix: Lead, host: string, { logIn, logInAgain, prompter, store, setUpTrust }: DiagnoseDependencies): Promise<Next> {
  const then = async (next: Next, work: PromiseLike<unknown>): Promise<Next> => {
    await work;
    return next;
  };
  const leads: Leads = {
    logIn: () => then("end", logIn(host)),
    logInAgain: () => then("again", logInAgain(host)),
    openFile: ({ path, ...place }) => then("end", openFile(Uri.file(path), place)),
    openSetting: ({ setting }) => then("end", commands.executeCommand("workbench.action.openSettings", setting)),
    openPage: ({ url }) => then("list", openPage(url)),
    copyCommand: ({ command }) => then("list", copyLine(terminalLine([command]))),
    typePullSecretCommand: ({ configPath }) => then("end", typeIntoTerminal(host, [pullSecretCommand(configPath)])),
    copyPullSecret: () => then("list", copyPullSecret(host, store(), prompter)),
    setUpTrust: async ({ fault }) => ((await setUpTrust(host, fault)) ? "again" : "end"),
    explainPull: () => then("end", commands.executeCommand("containerRegistries.hosts.explain")),
  };
  const run = leads[fix.kind] as (fix: Lead) => Promise<Next>;
  return run(fix);
}
