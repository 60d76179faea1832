import { join } from "node:path";
import { exists, type FileReader } from "../core/fileSystem.ts";
import { CredentialsError } from "./credentialsError.ts";

/** docker-credential-pass before 0.7 lists nothing, and without a word, where `pass init` was never run; it stores nothing either. */
export async function passProblem(machine: {
  readonly files: FileReader;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly homeDirectory: string;
}): Promise<CredentialsError | undefined> {
  const directory = machine.environment["PASSWORD_STORE_DIR"] || join(machine.homeDirectory, ".password-store");
  if (await exists(machine.files, join(directory, ".gpg-id")).catch(() => true)) return undefined;
  const params = { helper: "pass", action: "list", exitCode: 0, reason: "pass-not-initialized" };
  return new CredentialsError("helper-failed", `${directory} has no .gpg-id`, { params });
}
