import type { CommandWords } from "../core/shellQuote.ts";

/**
 * Makes a pull secret of a whole config.json, in a namespace of the person's choice (kubernetes.io, “Pull an Image from a Private
 * Registry”): its logins are read from the file, so that none is on the command line.
 */
export function pullSecretCommand(configPath: string): CommandWords {
  const type = "--type=kubernetes.io/dockerconfigjson";
  return ["kubectl", "create", "secret", "generic", "registry-login", type, `--from-file=.dockerconfigjson=${configPath}`];
}
