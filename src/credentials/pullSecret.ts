import type { Credential } from "../core/credential.ts";
import { Secret } from "../core/secret.ts";
import type { CommandWords } from "../core/shellQuote.ts";
import { parseRegistryName, writeKeys } from "./registryName.ts";

const name = "registry-login";
const type = "kubernetes.io/dockerconfigjson";

/**
 * Makes a pull secret of a whole config.json, in a namespace of the person's choice (kubernetes.io, “Pull an Image from a Private
 * Registry”): its logins are read from the file, so that none is on the command line.
 */
export function pullSecretCommand(configPath: string): CommandWords {
  return ["kubectl", "create", "secret", "generic", name, `--type=${type}`, `--from-file=.dockerconfigjson=${configPath}`];
}

/**
 * The manifest of a pull secret with one login and no other, for `kubectl apply`. Undefined for an identity or registry token: Kubernetes
 * takes a user name with a password only.
 */
export function pullSecretManifest(host: string, credential: Credential): Secret | undefined {
  const [key] = writeKeys(parseRegistryName(host));
  if (credential.kind !== "basic" || key === undefined) return undefined;
  const { username, password } = credential;
  const config = { auths: { [key]: { auth: base64(`${username}:${password.reveal()}`) } } };
  const lines = [
    "apiVersion: v1",
    "kind: Secret",
    "metadata:",
    `  name: ${name}`,
    `type: ${type}`,
    "data:",
    `  .dockerconfigjson: ${base64(JSON.stringify(config))}`,
  ];
  return new Secret(`${lines.join("\n")}\n`);
}

function base64(text: string): string {
  return Buffer.from(text).toString("base64");
}
