/**
 * Why a configuration of containerd counts for nothing. For the first ones containerd itself refuses to start, or to load
 * its CRI plugin; of the last ones only this extension knows nothing.
 */
export type ConfigFaultCode = RefusedCode | UnknownCode;

export type RefusedCode =
  "not-toml" | "wrong-type" | "no-file" | "import-missing" | "bad-pattern" | "unsupported-version" | "import-newer" | "plugin-name";

export type UnknownCode = "unreadable" | "too-large" | "too-deep" | "too-many-files";

export interface ConfigFault {
  readonly code: ConfigFaultCode;
  /** The file, or the pattern, that it is about. */
  readonly path: string;
}

const sentences: Readonly<Record<ConfigFaultCode, (path: string) => string>> = {
  "not-toml": (path) => `containerd does not start: ${path} is not TOML.`,
  "wrong-type": (path) => `containerd does not start: version, imports, disabled_plugins or plugins in ${path} has the wrong type.`,
  "no-file": (path) => `containerd does not start: ${path} is not an ordinary file.`,
  "import-missing": (path) => `containerd does not start: its configuration imports ${path}, which does not exist.`,
  "bad-pattern": (path) => `containerd does not start: its configuration imports ${path}, which is not a valid pattern.`,
  "unsupported-version": (path) => `containerd does not start: ${path} has a version that this release does not know.`,
  "import-newer": (path) => `containerd does not start: the version in ${path} is higher than in the file that imports it.`,
  "plugin-name": (path) => `containerd does not start: ${path} must give plugins their full names, such as "io.containerd.grpc.v1.cri".`,
  "unreadable": (path) => `${path} cannot be read by this user.`,
  "too-large": (path) => `${path} is too large to be read here.`,
  "too-deep": (path) => `${path} has tables that are nested more deeply than is read here.`,
  "too-many-files": (path) => `${path} matches more files than are read here.`,
};

/** What it is, and what comes of it, as a sentence for people. */
export function faultSentence({ code, path }: ConfigFault): string {
  return sentences[code](path);
}

const unknownCodes: ReadonlySet<string> = new Set<UnknownCode>(["unreadable", "too-large", "too-deep", "too-many-files"]);

/** Whether containerd may well read what could not be read here. */
export function isUnknown({ code }: ConfigFault): boolean {
  return unknownCodes.has(code);
}

/** What a person can run to see what containerd makes of its files. */
export const dumpCommand = "sudo containerd config dump";
