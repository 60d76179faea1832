import type { Credential } from "../core/credential.ts";
import type { Spawn } from "../core/spawn.ts";
import { isEmptyEntry } from "./authEntry.ts";
import type { AuthFile, ConfigDocument } from "./configDocument.ts";
import { type FoundCredential, type LookupSources, lookupKeys, lookupPodman, type ReportSources } from "./credentialLookup.ts";
import { CredentialsError } from "./credentialsError.ts";
import { selectStore, type SelectedStore } from "./helperSelection.ts";
import { dockerReadKeys, hubKey, isDeadHubKey, nerdctlReadKeys, readKeys, type RegistryName, writeKeys } from "./registryName.ts";

/** Those that look in the same places: docker with buildx and BuildKit; podman with buildah. */
export type ReadingTool = "docker" | "nerdctl" | "podman" | "skopeo";

/** What a look-up gave: a login, nothing, or the reason of a failure. */
export interface Looked {
  readonly found?: FoundCredential;
  readonly failure?: CredentialsError;
}

export interface ToolView extends Looked {
  readonly tool: ReadingTool;
}

/** All that decides which login is used for a registry. */
export interface LoginReport {
  readonly path: string;
  readonly name: RegistryName;
  /** Of config.json: why nerdctl refuses it and nothing is written to it. */
  readonly problems: readonly CredentialsError[];
  /** Why DOCKER_AUTH_CONFIG is ignored. */
  readonly environmentProblem: CredentialsError | undefined;
  /** Where config.json has the registry's login kept. */
  readonly store: SelectedStore;
  /** The helper in `credsStore`; "" for none. */
  readonly credsStore: string;
  /** Keys with a login under which docker and nerdctl never look for Docker Hub. */
  readonly deadKeys: readonly string[];
  /** The key that has one in their place. */
  readonly hubKey: string | undefined;
  /** The registry's keys that config.json has a login, or a marker for a helper's, under. */
  readonly fileKeys: readonly string[];
  /** What this extension uses. */
  readonly own: Looked;
  readonly views: readonly ToolView[];
}

export interface ReportOptions {
  /** In which a helper has to answer. */
  readonly helperMs?: number;
  /** docker reads DOCKER_AUTH_CONFIG since 28.3; a docker of unknown version is taken for a newer one. */
  readonly dockerReadsVariable?: boolean;
  readonly signal?: AbortSignal;
}

/** Looks for a registry's login as each tool does. Rejects with the signal's reason only. */
export async function reportLogin(name: RegistryName, sources: ReportSources, options: ReportOptions): Promise<LoginReport> {
  const { path, document, environment, podmanFiles } = sources;
  const { helperMs, dockerReadsVariable = true, signal } = options;
  const lookup: LookupSources = {
    path,
    document,
    environment: environment.auths,
    spawn: askedOnce(sources.spawn),
    ...(helperMs === undefined ? {} : { helperMs }),
  };
  const ofDocker = dockerReadsVariable ? lookup : { ...lookup, environment: new Map() };
  const config = { path, document };
  const ofSkopeo = sources.onlyFile === "REGISTRY_AUTH_FILE" ? podmanFiles : [...podmanFiles, config];
  const ofPodman = sources.onlyFile === "DOCKER_CONFIG" ? [config] : ofSkopeo;
  const strict = async (keys: readonly string[], from: LookupSources): Promise<Looked> => {
    const [failure] = document.problems;
    return failure === undefined ? look(() => lookupKeys(from, keys, signal)) : { failure };
  };
  const podman = (files: readonly AuthFile[]): Promise<Looked> => lookAsPodman(files, name, lookup, signal);
  const looked = await look(() => lookupKeys(lookup, readKeys(name), signal));
  const own = looked.found === undefined && looked.failure === undefined ? await podman(podmanFiles) : looked;
  return {
    path,
    name,
    problems: document.problems,
    environmentProblem: environment.problem,
    store: selectStore(document, dockerReadKeys(name)[0] ?? ""),
    credsStore: document.credsStore,
    deadKeys: name.isHub ? filledKeys(document).filter(isDeadHubKey) : [],
    hubKey: filledKeys(document).includes(hubKey) ? hubKey : undefined,
    fileKeys: [...document.auths.keys()].filter((key) => writeKeys(name).includes(key)),
    own,
    views: [
      { tool: "docker", ...(await strict(dockerReadKeys(name), ofDocker)) },
      { tool: "nerdctl", ...(await strict(nerdctlReadKeys(name), lookup)) },
      { tool: "podman", ...(await podman(ofPodman)) },
      { tool: "skopeo", ...(await podman(ofSkopeo)) },
    ],
  };
}

async function lookAsPodman(
  files: readonly AuthFile[],
  name: RegistryName,
  lookup: LookupSources,
  signal: AbortSignal | undefined,
): Promise<Looked> {
  for (const file of files) {
    const failure = podmanFailure(file, name);
    if (failure !== undefined) return { failure };
    const looked = await look(() => lookupPodman([file], name.display, lookup, signal));
    if (looked.found !== undefined || looked.failure !== undefined) return looked;
  }
  return {};
}

/** It starts a program without a name where docker's mapping says “the file”, and reads nothing of a file that is not JSON. */
function podmanFailure({ document }: AuthFile, { display }: RegistryName): CredentialsError | undefined {
  if (document.credHelpers.get(display) === "") {
    return new CredentialsError("helper-name-invalid", "podman starts a program without a name", { params: { helper: "" } });
  }
  return document.problems.find(({ code }) => code !== "config-invalid-entry");
}

async function look(search: () => Promise<FoundCredential | undefined>): Promise<Looked> {
  try {
    const found = await search();
    return found === undefined ? {} : { found };
  } catch (error) {
    if (error instanceof CredentialsError) return { failure: error };
    throw error;
  }
}

/** Each tool would ask the same helper: a keychain then prompts once, and a helper that hangs is waited for once. */
function askedOnce(spawn: Spawn): Spawn {
  const answers = new Map<string, ReturnType<Spawn["run"]>>();
  const failed = new Map<string, unknown>();
  return {
    self: spawn.self,
    find: (program) => spawn.find(program),
    isRunning: (pid) => spawn.isRunning(pid),
    run: async (request) => {
      if (failed.has(request.program)) throw failed.get(request.program);
      const key = JSON.stringify([request.program, request.args, request.input]);
      const answer = answers.get(key) ?? spawn.run(request);
      answers.set(key, answer);
      try {
        return await answer;
      } catch (error) {
        failed.set(request.program, error);
        throw error;
      }
    },
  };
}

function filledKeys({ auths }: ConfigDocument): readonly string[] {
  return [...auths].filter(([, entry]) => !isEmptyEntry(entry)).map(([key]) => key);
}

/** Whether two logins are one: the same account with the same secret. */
export function isSameCredential(a: Credential, b: Credential): boolean {
  return a.kind === b.kind && usernameOf(a) === usernameOf(b) && secretOf(a) === secretOf(b);
}

export function usernameOf(credential: Credential): string {
  return credential.kind === "registryToken" ? "" : credential.username;
}

function secretOf(credential: Credential): string {
  return (credential.kind === "basic" ? credential.password : credential.token).reveal();
}
