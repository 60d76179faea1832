import { exists } from "../../../core/fileSystem.ts";
import { isSameCredential, type LoginReport, type ReadingTool, type ToolView } from "../../../credentials/loginReport.ts";
import { snapConfigOf } from "../../../credentials/configLocation.ts";
import type { DoctorCheck } from "../check.ts";
import { type DoctorPorts, foundAt } from "../context.ts";
import type { LoginFinding } from "../finding.ts";
import type { LoginFix } from "../fix.ts";
import { readOtherSide } from "../otherSides.ts";

/** Those that read the same files. */
const toolPrograms: Readonly<Record<ReadingTool, readonly string[]>> = {
  docker: ["docker"],
  nerdctl: ["nerdctl"],
  podman: ["podman", "buildah"],
  skopeo: ["skopeo"],
};

/** Whether the tools that are installed see the login that this extension uses. */
export const toolsCheck: DoctorCheck = {
  id: "tools",
  limitMs: 15_000,
  async run({ report, ports, host }) {
    const read = await report();
    if (read.own.found === undefined) return [];
    const installed = await Promise.all(read.views.map(async (view) => ((await isInstalled(view.tool, ports)) ? [view] : [])));
    return [
      ...oneBlindness(installed.flat().flatMap((view) => findingOf(view, read))),
      ...(await snapFindings(read, host, ports)),
      ...((await ports.spawn.find("kubectl")) === undefined
        ? []
        : [{ code: "kubernetes-apart", severity: "hint", fixes: pullSecretFixes(read) } as const]),
    ];
  },
};

/** Docker's snap, which reads a config.json of its own unless DOCKER_CONFIG names another. */
async function snapFindings(
  { own, name, path }: LoginReport,
  host: string,
  { spawn, homeDirectory, configLocation, files }: DoctorPorts,
): Promise<readonly LoginFinding[]> {
  const snap = configLocation.source === "environment" ? undefined : snapConfigOf(await spawn.find("docker"), homeDirectory);
  if (snap === undefined || snap === path) return [];
  const other = await readOtherSide(name, snap, files);
  const isSeen = other?.credential !== undefined && own.found !== undefined && isSameCredential(other.credential, own.found.credential);
  if (isSeen || other?.helper !== undefined) return [];
  const open: readonly LoginFix[] = (await exists(files, snap).catch(() => false)) ? [{ kind: "openFile", path: snap }] : [];
  const logIn: LoginFix = { kind: "copyCommand", command: ["docker", "login", host] };
  return [{ code: "docker-snap", severity: "warning", params: { path: snap }, fixes: [logIn, ...open] }];
}

/** kubectl makes a secret of all that stands in config.json: of a login that a helper keeps, nothing does. */
function pullSecretFixes({ own, path }: LoginReport): readonly LoginFix[] {
  const isInFile = own.found?.origin.kind === "file" && own.found.origin.path === path;
  const command: readonly LoginFix[] = isInFile ? [{ kind: "typePullSecretCommand", configPath: path }] : [];
  return [{ kind: "copyPullSecret" }, ...command];
}

/** podman and skopeo do not see the same store. */
function oneBlindness(findings: readonly LoginFinding[]): readonly LoginFinding[] {
  const isFirst = ({ code }: LoginFinding, index: number): boolean => findings.findIndex((each) => each.code === code) === index;
  return findings.filter((each, index) => each.code !== "podman-blind" || isFirst(each, index));
}

/** Whether the tool reads what podman does. */
export function isPodmanKind(tool: ReadingTool): boolean {
  return tool === "podman" || tool === "skopeo";
}

/** Whether any of the tool's programs is on the PATH. */
export async function isInstalled(tool: ReadingTool, { spawn }: Pick<DoctorPorts, "spawn">): Promise<boolean> {
  const found = await Promise.all(toolPrograms[tool].map((program) => spawn.find(program)));
  return found.some((path) => path !== undefined);
}

function findingOf(view: ToolView, report: LoginReport): readonly LoginFinding[] {
  const { own, problems, path } = report;
  const { tool, found, failure } = view;
  if (found !== undefined && own.found !== undefined && isSameCredential(found.credential, own.found.credential)) return [];
  // A file that comes first for podman is looked at by a check of its own, and so is a file that nerdctl refuses.
  if ((failure !== undefined && problems.includes(failure)) || (isPodmanKind(tool) && found !== undefined)) return [];
  if (found === undefined) return [isStoreApart(view, report) ? podmanBlind(report) : toolBlind(view)];
  return [{ code: "tool-other-login", severity: "warning", params: { tool, place: foundAt(view) }, fixes: [{ kind: "openFile", path }] }];
}

function isStoreApart({ tool }: ToolView, { own, store }: LoginReport): boolean {
  return isPodmanKind(tool) && own.found?.origin.kind === "helper" && store.by === "credsStore";
}

function podmanBlind({ credsStore: helper, name }: LoginReport): LoginFinding {
  // For Docker Hub it would ask the helper under another key than docker's.
  const fixes = name.isHub ? [] : [{ kind: "mapHelper", helper } as const];
  return { code: "podman-blind", severity: "warning", params: { helper, isHub: String(name.isHub) }, fixes };
}

function toolBlind({ tool, failure }: ToolView): LoginFinding {
  const error = failure === undefined ? {} : { error: failure };
  return { code: "tool-blind", severity: "hint", params: { tool }, ...error, fixes: [{ kind: "logIn" }] };
}
