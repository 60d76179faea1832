import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Account } from "../registry/accounts.ts";
import type { ContentStore } from "../registry/contentStore.ts";
import { freePort, run, startServer, temporaryDirectory } from "./program.ts";
import { writeRegistryLayout } from "./registryLayout.ts";
import type { TokenServer } from "./tokenServer.ts";

export type DockerRegistryAuth =
  | { readonly kind: "none" }
  | { readonly kind: "htpasswd"; readonly accounts: readonly Account[] }
  | { readonly kind: "token"; readonly server: TokenServer };

export interface DockerRegistryOptions {
  /** Needs the program `htpasswd` for that kind. */
  readonly auth?: DockerRegistryAuth;
  /** What the registry holds from the start. */
  readonly content?: ContentStore;
}

export interface DockerRegistry {
  readonly url: string;
  readonly host: string;
  readonly port: number;
  close(): Promise<void>;
}

/** Starts Debian's docker-registry (distribution 2.8) on loopback, with its files in a temporary directory. */
export async function startDockerRegistry({ auth = { kind: "none" }, content }: DockerRegistryOptions = {}): Promise<DockerRegistry> {
  const directory = temporaryDirectory("docker-registry");
  try {
    const root = join(directory.path, "root");
    if (content !== undefined) writeRegistryLayout(content, root);
    const port = await freePort();
    const config = {
      version: "0.1",
      log: { level: "error", accesslog: { disabled: true } },
      storage: { filesystem: { rootdirectory: root }, delete: { enabled: true }, maintenance: { uploadpurging: { enabled: false } } },
      http: { addr: `127.0.0.1:${port}`, secret: "not used by other instances", relativeurls: true },
      ...(await authConfig(auth, directory.path)),
    };
    const path = join(directory.path, "config.yml");
    // JSON is YAML.
    writeFileSync(path, JSON.stringify(config));
    const program = await startServer("docker-registry", ["serve", path], port);
    const host = `127.0.0.1:${port}`;
    const close = async (): Promise<void> => {
      await program.stop();
      directory.remove();
    };
    return { url: `http://${host}`, host, port, close };
  } catch (error) {
    directory.remove();
    throw error;
  }
}

async function authConfig(auth: DockerRegistryAuth, directory: string): Promise<object> {
  if (auth.kind === "none") return {};
  if (auth.kind === "htpasswd") {
    const path = join(directory, "htpasswd");
    writeFileSync(path, await htpasswdLines(auth.accounts));
    return { auth: { htpasswd: { realm: "docker-registry", path } } };
  }
  const { realm, service, issuer, cert } = auth.server;
  const rootcertbundle = join(directory, "token-server.pem");
  writeFileSync(rootcertbundle, cert);
  return { auth: { token: { realm, service, issuer, rootcertbundle } } };
}

/** The registry takes bcrypt only, which Node does not have. The password goes in by standard input. */
async function htpasswdLines(accounts: readonly Account[]): Promise<string> {
  const lines = accounts.map(async ({ username, password }) => {
    const { exitCode, stdout, stderr } = await run("htpasswd", ["-niBC", "4", username], { input: password });
    if (exitCode !== 0) throw new Error(`htpasswd: ${stderr}`);
    return stdout.trim();
  });
  return `${(await Promise.all(lines)).join("\n")}\n`;
}
