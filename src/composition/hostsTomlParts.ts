import { homedir, tmpdir } from "node:os";
import { join } from "node:path";
import { languages, Uri } from "vscode";
import { type Disposable, DisposableStore } from "../core/disposable.ts";
import { nodeFileSystem } from "../node/nodeFileSystem.ts";
import { createQuickInputPrompter } from "../platform/quickInputPrompter.ts";
import { say } from "../platform/say.ts";
import { checkHost } from "../services/hostsFiles/checkHost.ts";
import { pullRoots, type MachineRoots } from "../services/hostsFiles/pullRoots.ts";
import type { HostsWizardPorts } from "../services/hostsFiles/draft.ts";
import type { HostsWizardOutcome } from "../services/hostsFiles/wizard.ts";
import { nerdctlClient } from "../services/reach/containerdInUse.ts";
import { toConnection } from "../services/reach/connection.ts";
import { pullClients } from "../hosts/resolve/lookup.ts";
import { languageIds } from "../hosts/languages.ts";
import type { CommandHandlers } from "../ui/commands/ids.ts";
import { HostsCodeLenses, registriesYamlLenses } from "../ui/hostsToml/codeLenses.ts";
import { explainPullPathCommand } from "../ui/hostsToml/explainPullPath.ts";
import { hostsFileSentence } from "../ui/hostsToml/fileErrorSentence.ts";
import { HostChecks } from "../ui/hostsToml/hostChecks.ts";
import { hostsTomlLanguage, HostsLanguage } from "../ui/hostsToml/language.ts";
import { newHostsTomlCommand } from "../ui/hostsToml/newHostsToml.ts";
import { FilePreviews } from "../ui/hostsToml/previewFiles.ts";
import { PullPathDocuments } from "../ui/hostsToml/pullPathDocuments.ts";
import { selectVersionCommand } from "../ui/hostsToml/selectVersion.ts";
import { treatAsHostsTomlCommand } from "../ui/hostsToml/treatAsHostsToml.ts";
import { showVersionStatus } from "../ui/hostsToml/versionStatus.ts";
import { errorAtField } from "../ui/sentences/errorSentence.ts";
import type { Foundation } from "./foundation.ts";
import type { Machine } from "./machine.ts";
import { tlsProbe } from "./tlsProbe.ts";
import { configHomeOf } from "../core/configHome.ts";

export interface HostsTomlParts extends Disposable {
  readonly explain: (reference: string, client: string | undefined) => Promise<string | undefined>;
  readonly handlers: Pick<CommandHandlers, Extract<keyof CommandHandlers, `containerRegistries.hosts.${string}`>>;
}

/** The language client for hosts.toml, its lenses, documents and commands. */
export function composeHostsTomlParts({ context, log, machine, known, openSession, reportError }: Foundation): HostsTomlParts {
  const { hostsVersion } = machine;
  const resources = new DisposableStore();
  const language = resources.add(
    new HostsLanguage({
      serverPath: context.asAbsolutePath(join("dist", "hostsServer.js")),
      log,
      serverSettings: () => machine.serverSettings(),
      knownRegistries: async () => (await known.all()).filter(({ stored }) => stored.length > 0).map(({ host }) => `https://${host}`),
      reportError,
    }),
  );
  resources.add(showVersionStatus(hostsVersion));
  const pullPaths = resources.add(new PullPathDocuments((params) => language.explain(params)));
  const previews = resources.add(new FilePreviews("containerd-hosts-preview", say("Converted to hosts.toml")));
  const checks = resources.add(
    new HostChecks({
      hostsVersion,
      check: async ({ placed, registry }, signal) => {
        const connection = await toConnection(placed, registry, nodeFileSystem);
        return checkHost(connection, { open: openSession, probe: tlsProbe, now: () => performance.now() }, signal);
      },
    }),
  );
  resources.add(languages.registerCodeLensProvider({ language: hostsTomlLanguage }, new HostsCodeLenses(checks)));
  resources.add(languages.registerCodeLensProvider({ language: languageIds.k3s, scheme: "file" }, registriesYamlLenses));
  return {
    explain: async (reference, wanted) => {
      const inUse = await hostsVersion.current();
      const client = pullClients.find((each) => each === wanted) ?? nerdctlClient(inUse);
      const directories = await pullRoots({ client, version: inUse.version, directory: undefined }, await rootsOf(machine), nodeFileSystem);
      return (await language.explain({ reference, client, directories }))?.text;
    },
    handlers: {
      "containerRegistries.hosts.restartServer": () => language.restart(),
      "containerRegistries.hosts.check": (uri, key) => checks.run(uri, key),
      "containerRegistries.hosts.explain": (uri) =>
        explainPullPathCommand(
          {
            prompter: createQuickInputPrompter(errorAtField),
            hostsVersion,
            machine: () => rootsOf(machine),
            files: nodeFileSystem,
            show: (params) => pullPaths.show(params),
          },
          uri,
        ),
      "containerRegistries.hosts.new": (configuration) =>
        newHostsTomlCommand({
          ask: () => askForHostsToml(machine, (newFiles) => previews.show(newFiles), pathOf(configuration)),
          files: nodeFileSystem,
          temporaryDirectory: tmpdir(),
          logger: log,
        }),
      "containerRegistries.hosts.selectVersion": () => selectVersionCommand(hostsVersion),
      "containerRegistries.hosts.treatAs": treatAsHostsTomlCommand,
    },
    dispose: () => resources.dispose(),
  };
}

async function rootsOf(machine: Machine): Promise<MachineRoots> {
  return { roots: await machine.hostsRoots(), areSet: machine.areHostsRootsSet() };
}

/** The file that a lens, or a quick fix of the language server, names by its URI; undefined for the palette, which names none. */
function pathOf(configuration: unknown): string | undefined {
  const uri = typeof configuration === "string" ? Uri.parse(configuration) : configuration instanceof Uri ? configuration : undefined;
  return uri?.scheme === "file" ? uri.fsPath : undefined;
}

async function askForHostsToml(
  machine: Machine,
  preview: HostsWizardPorts["preview"],
  source: string | undefined,
): Promise<HostsWizardOutcome> {
  const [{ runHostsWizard }, { findSources }, { placesOf }] = await Promise.all([
    import("../services/hostsFiles/wizard.ts"),
    import("../services/hostsFiles/convert.ts"),
    import("./hostsPlaces.ts"),
  ]);
  const places = await placesOf(machine);
  const home = homedir();
  const sources = await findSources(nodeFileSystem, { home, configHome: configHomeOf(process.env, home) });
  const ports = {
    files: nodeFileSystem,
    probe: tlsProbe,
    windows: process.platform === "win32",
    ...(source !== undefined && { source }),
  };
  return runHostsWizard({ ...ports, prompter: createQuickInputPrompter(hostsFileSentence), places, sources, preview });
}
