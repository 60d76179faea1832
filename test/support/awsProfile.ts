import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";

/** The key of Amazon's own documentation. */
export const awsKey = { id: "AKIAIOSFODNN7EXAMPLE", secret: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY" } as const;

/** Gives a home directory the files of the AWS CLI: the default profile with that key, and a config. */
export function writeAwsProfile(home: string, config?: string): void {
  const directory = path.join(home, ".aws");
  mkdirSync(directory, { recursive: true });
  const keys = `[default]\naws_access_key_id = ${awsKey.id}\naws_secret_access_key = ${awsKey.secret}\n`;
  writeFileSync(path.join(directory, "credentials"), keys, { mode: 0o600 });
  if (config !== undefined) writeFileSync(path.join(directory, "config"), config);
}
