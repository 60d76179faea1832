import { createHash } from "node:crypto";
import { systemErrorCode } from "../../core/errors.ts";
import { FileRefusedError, readOrdinaryFile } from "../../core/ordinaryFile.ts";
import { type Text, text } from "../../core/text.ts";
import type { MethodPorts } from "../methodContext.ts";
import { ObtainError } from "../obtainError.ts";
import { type AwsProfiles, BrokenFile, joinProfiles, type AwsSection, sectionsOf } from "./profiles.ts";

export type AwsFilePorts = Pick<MethodPorts, "files" | "homeDirectory" | "environment">;

/** Hundreds of accounts fit. */
const maxBytes = 1_048_576;

/** Where AWS's tools look, too (AWS_CONFIG_FILE, AWS_SHARED_CREDENTIALS_FILE). */
export function awsFilesOf({ homeDirectory, environment }: AwsFilePorts): { readonly config: string; readonly credentials: string } {
  const place = (variable: string, name: string): string =>
    environment[variable]?.replace(/^~(?=\/)/, homeDirectory) ?? `${homeDirectory}/.aws/${name}`;
  return { config: place("AWS_CONFIG_FILE", "config"), credentials: place("AWS_SHARED_CREDENTIALS_FILE", "credentials") };
}

/** The profiles of this machine; none where there are no files. Rejects with ObtainError where one cannot be read. */
export async function readAwsProfiles(ports: AwsFilePorts): Promise<AwsProfiles> {
  const { config, credentials } = awsFilesOf(ports);
  return joinProfiles(await readSections(config, ports), await readSections(credentials, ports));
}

/** Where “aws sso login” keeps the token of a session, or of a start URL that has none. */
export function signOnTokenOf(name: string, { homeDirectory }: Pick<AwsFilePorts, "homeDirectory">): string {
  return `${homeDirectory}/.aws/sso/cache/${createHash("sha1").update(name).digest("hex")}.json`;
}

/**
 * Rejects with ObtainError where Amazon's library would wait for a pipe, or take a giant into memory: it reads its files as they come. What
 * else is wrong with one it says itself.
 */
export async function refuseOddFile(path: string, { files }: Pick<AwsFilePorts, "files">): Promise<void> {
  try {
    await readOrdinaryFile(files, path, maxBytes);
  } catch (error) {
    if (error instanceof FileRefusedError) throw ObtainError.refused(notRead(path), error);
  }
}

function notRead(path: string): Text {
  return text("{0} was not read: it is larger than 1 MB, or not a regular file.", path);
}

async function readSections(path: string, { files }: AwsFilePorts): Promise<ReadonlyMap<string, AwsSection>> {
  try {
    return sectionsOf(new TextDecoder().decode(await readOrdinaryFile(files, path, maxBytes)));
  } catch (error) {
    const code = systemErrorCode(error);
    if (code === "ENOENT" || code === "ENOTDIR") return new Map();
    if (error instanceof BrokenFile)
      throw ObtainError.refused(
        text("Line {0} of {1} could not be understood, so no profile can be read. Fix the file.", String(error.line), path),
      );
    if (error instanceof FileRefusedError) throw ObtainError.refused(notRead(path), error);
    throw ObtainError.refused(text("{0} cannot be read ({1}).", path, code ?? ""), error);
  }
}
