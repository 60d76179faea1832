/** The settings of one section, by their names. */
export type AwsSection = ReadonlyMap<string, string>;

/** What `~/.aws/config` and `~/.aws/credentials` hold together. */
export interface AwsProfiles {
  readonly profiles: ReadonlyMap<string, AwsSection>;
  readonly sessions: ReadonlyMap<string, AwsSection>;
}

/** A file of AWS that is not read as one. */
export class BrokenFile extends Error {
  readonly line: number;

  constructor(line: number) {
    super(`line ${line} makes no sense`);
    this.line = line;
  }
}

/**
 * Puts the two files together, as AWS's tools do (SDKs and Tools Reference Guide, “Using shared config and credentials files”): of a
 * profile that both have, the settings of `credentials` count.
 */
export function joinProfiles(config: ReadonlyMap<string, AwsSection>, credentials: ReadonlyMap<string, AwsSection>): AwsProfiles {
  const profiles = new Map<string, AwsSection>();
  const sessions = new Map<string, AwsSection>();
  for (const [title, section] of config) {
    const [, kind = "", , name = ""] = /^(profile|sso-session)\s+(["']?)(.*)\2$/.exec(title) ?? [];
    if (kind === "sso-session") sessions.set(name, section);
    else if (kind === "profile") profiles.set(name, section);
    else if (title === "default") profiles.set(title, section);
  }
  for (const [name, section] of credentials) profiles.set(name, new Map([...(profiles.get(name) ?? []), ...section]));
  return { profiles, sessions };
}

/** The sections of one file, in order. Throws BrokenFile for what AWS's own command line does not read either. */
export function sectionsOf(content: string): ReadonlyMap<string, AwsSection> {
  const sections = new Map<string, Map<string, string>>();
  let current: Map<string, string> | undefined;
  /** How far the last setting is indented: what is indented further belongs to it, as the settings below `s3 =` do. */
  let settingIndent = Infinity;
  for (const [index, line] of content
    .replace(/^\uFEFF/, "")
    .split(/\r?\n/)
    .entries()) {
    const said = (line.split(/(?:^|\s)[;#]/, 1)[0] ?? "").trimEnd();
    if (said === "") continue;
    const title = /^\[(.+)\]$/.exec(said)?.[1]?.trim();
    const indent = said.length - said.trimStart().length;
    const separator = said.search(/[=:]/);
    if (title !== undefined) {
      current = sections.get(title) ?? new Map<string, string>();
      sections.set(title, current);
      settingIndent = Infinity;
    } else if (indent > settingIndent) {
      continue;
    } else if (current === undefined || said.slice(0, Math.max(0, separator)).trim() === "") {
      throw new BrokenFile(index + 1);
    } else {
      current.set(said.slice(0, separator).trim().toLowerCase(), said.slice(separator + 1).trim());
      settingIndent = indent;
    }
  }
  return sections;
}
