import { join } from "node:path";
import { dockerHub, dockerHubRegistry, registryHostOf } from "../../core/dockerHub.ts";
import { exists, type FileReader } from "../../core/fileSystem.ts";
import { text } from "../../core/text.ts";
import type { FoundLogin, Skipped } from "../../hosts/convert/conversion.ts";
import type { NewHostsFile } from "../../hosts/writer.ts";
import { planImport } from "./certificateDirectories.ts";
import type { MachineRoots } from "./pullRoots.ts";
import { type Destination, destinationFor, freeAuthorityName, type NewFile, newHostsToml } from "./newFiles.ts";
import type { HostsCase, HostsDraft, HostsRootChoice, HostsWizardPorts } from "./draft.ts";
import { findRootless } from "../reach/rootless.ts";
import { runSteps } from "../prompts/runSteps.ts";
import { caFileStep, caSourceStep, fingerprintStep } from "./steps/authority.ts";
import { certificateStep, keyStep } from "./steps/clientCertificate.ts";
import { otherFile, reviewStep, sourceFileStep, sourceStep } from "./steps/convert.ts";
import { directoriesStep, treeStep } from "./steps/dockerImport.ts";
import { caseStep, hostStep, insecureStep, mirrorStep, placeStep } from "./steps/registry.ts";
import type { HostsStep } from "./steps/step.ts";

/**
 * `files` are to be written, and replace only what the person was shown; `taken` are hosts.toml files that stay as they are;
 * `skipped` could not be carried over; `logins` were found and not kept.
 */
export type HostsWizardOutcome =
  | { readonly kind: "cancelled" }
  | {
      readonly kind: "answered";
      readonly files: readonly NewFile[];
      readonly taken: readonly string[];
      readonly skipped: readonly Skipped[];
      readonly logins?: readonly FoundLogin[];
    };

/** Asks what a new hosts.toml is for, and answers the files to write. It writes nothing itself. */
export async function runHostsWizard(ports: HostsWizardPorts): Promise<HostsWizardOutcome> {
  const draft: HostsDraft = {
    kind: ports.source === undefined ? "private-ca" : "convert",
    host: "",
    mirror: "",
    caSource: "file",
    caFile: "",
    caText: undefined,
    plainHttp: false,
    certificate: "",
    key: "",
    source: ports.source === undefined ? (ports.sources[0]?.path ?? otherFile) : otherFile,
    sourceFile: ports.source ?? "",
    sourceProblem: undefined,
    conversion: undefined,
    planned: { files: [], unchanged: [], missing: [] },
    accepted: [],
    tree: "/etc/docker/certs.d",
    found: { directories: [], skipped: [] },
    chosen: [],
    root: ports.places[0]?.root ?? "",
  };
  if ((await runSteps(draft, ports, hostsStepsOf)) === "cancelled") return { kind: "cancelled" };
  if (draft.kind === "convert") return converted(draft);
  return draft.kind === "import-directories" ? importDirectories(draft, ports) : oneFile(draft, ports);
}

function hostsStepsOf({ kind, caSource, source }: HostsDraft, { sources, source: named }: HostsWizardPorts): readonly HostsStep[] {
  if (named !== undefined) return [sourceFileStep, placeStep, reviewStep];
  const details: Readonly<Record<HostsCase, readonly HostsStep[]>> = {
    "private-ca": [hostStep, caSourceStep, caSource === "file" ? caFileStep : fingerprintStep],
    "insecure": [hostStep, insecureStep],
    "mirror-hub": [mirrorStep],
    "mirror-all": [mirrorStep],
    "client": [hostStep, certificateStep, keyStep],
    "convert": [...(sources.length === 0 ? [] : [sourceStep]), ...(source === otherFile ? [sourceFileStep] : [])],
    "import-directories": [treeStep, directoriesStep],
  };
  return [caseStep, ...details[kind], placeStep, ...(kind === "convert" ? [reviewStep] : [])];
}

async function oneFile(draft: HostsDraft, { files, windows }: HostsWizardPorts): Promise<HostsWizardOutcome> {
  const host = draft.kind === "mirror-hub" ? dockerHub : draft.kind === "mirror-all" ? "_default" : draft.host;
  const destination = await destinationFor(host, draft.root, files, windows);
  const taken = takenBy(destination);
  if (taken.length > 0) return { kind: "answered", files: [], taken, skipped: [] };
  if (draft.kind !== "private-ca" || draft.caText === undefined) {
    return { kind: "answered", files: [newHostsToml(destination, contentOf(draft, draft.caFile))], taken, skipped: [] };
  }
  const name = await freeAuthorityName(destination.directory, files);
  const authority = { path: join(destination.directory, name), content: draft.caText };
  return { kind: "answered", files: [authority, newHostsToml(destination, contentOf(draft, name))], taken, skipped: [] };
}

function takenBy({ directory, isTaken }: Destination): readonly string[] {
  return isTaken ? [join(directory, "hosts.toml")] : [];
}

function contentOf(draft: HostsDraft, ca: string): NewHostsFile {
  const registry = registryHostOf(draft.host);
  const url = `https://${registry}`;
  const mirror = { url: draft.mirror, capabilities: ["pull", "resolve"] as const };
  switch (draft.kind) {
    case "private-ca":
      return { server: url, hosts: [{ url, ca: [ca] }] };
    case "insecure":
      return draft.plainHttp
        ? { server: `http://${registry}`, hosts: [{ url: `http://${registry}` }] }
        : { server: url, hosts: [{ url, skipVerify: true }] };
    case "client":
      return { server: url, hosts: [{ url, client: [[draft.certificate, draft.key]] }] };
    case "mirror-hub":
      return { server: `https://${dockerHubRegistry}`, hosts: [mirror] };
    case "mirror-all":
    case "convert":
    case "import-directories":
      return { hosts: [mirror] };
  }
}

function converted({ conversion, planned, accepted }: HostsDraft): HostsWizardOutcome {
  const left = planned.files.filter((file) => !accepted.includes(file)).map(({ path }) => path);
  const { skipped, logins } = conversion ?? { skipped: [], logins: [] };
  return { kind: "answered", files: accepted, taken: [...planned.unchanged, ...left], skipped, logins };
}

async function importDirectories({ found, chosen, root }: HostsDraft, ports: HostsWizardPorts): Promise<HostsWizardOutcome> {
  return { kind: "answered", ...(await planImport(chosen, root, ports)), skipped: found.skipped };
}

export interface HostsMachine extends MachineRoots {
  readonly uid: number | undefined;
  /** $XDG_RUNTIME_DIR. */
  readonly runtimeDirectory: string | undefined;
}

/** The certs.d places of this machine, the likeliest first: those of the settings, else of the containerd that runs, rootless or the system's. */
export async function hostsPlaces(files: FileReader, machine: HostsMachine): Promise<readonly HostsRootChoice[]> {
  const places = await ownPlaces(files, machine);
  const isThere = await exists(files, microK8s.root).catch(() => false);
  return isThere && places.every(({ root }) => root !== microK8s.root) ? [...places, microK8s] : places;
}

/** MicroK8s' containerd reads them as it pulls (https://canonical.com/microk8s/docs/registry-private). */
const microK8s: HostsRootChoice = { root: "/var/snap/microk8s/current/args/certs.d", readBy: text("containerd of MicroK8s") };

async function ownPlaces(files: FileReader, { roots, areSet, uid, runtimeDirectory }: HostsMachine): Promise<readonly HostsRootChoice[]> {
  const system: HostsRootChoice = {
    root: "/etc/containerd/certs.d",
    readBy: text("containerd of the system: Kubernetes, and nerdctl as root"),
  };
  const set = areSet ? roots.map((root): HostsRootChoice => ({ root, readBy: text("a directory of your settings") })) : [];
  if (set.length > 0) return set.some(({ root }) => root === system.root) ? set : [...set, system];
  const [own] = roots;
  if (own === undefined || own === system.root) return [system];
  if (uid === 0 || uid === undefined) return [{ root: own, readBy: text("the directory of nerdctl.toml") }, system];
  const rootless: HostsRootChoice = { root: own, readBy: text("rootless containerd: nerdctl as you") };
  return (await findRootless(files, runtimeDirectory)).isThere ? [rootless, system] : [system, rootless];
}
