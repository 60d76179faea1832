import { basename } from "node:path";
import type { CommandWords } from "../../core/shellQuote.ts";
import { type Text, text } from "../../core/text.ts";
import type { TrustChange } from "./change.ts";

/** What was decided for a registry, as hosts.toml says it now. */
export interface Decided {
  readonly registry: string;
  readonly change: TrustChange;
  /** Of the certificates that are trusted; undefined where there are none. */
  readonly caPath: string | undefined;
}

/** What a tool that does not read hosts.toml needs, to be copied: commands for a shell, or the text for a file. */
export interface ToolNeed {
  readonly label: Text;
  readonly detail: Text;
  readonly copied: { readonly commands: readonly CommandWords[] } | { readonly content: string };
}

/** docker and podman have files of their own, of the same kinds (docs.docker.com/engine/security/certificates; containers-certs.d(5)). */
export function needsOfOtherTools({ registry, change, caPath }: Decided): readonly ToolNeed[] {
  const tools = [
    { name: "docker", directory: `/etc/docker/certs.d/${registry}` },
    { name: "podman", directory: `/etc/containers/certs.d/${registry}` },
  ];
  switch (change.kind) {
    case "ca":
      return tools.map(({ name, directory }) => installed(name, directory, [[caPath ?? "", "ca.crt", "644"]]));
    case "client": {
      const { certificate, key } = change;
      const pair = [
        [certificate, "client.cert", "644"],
        [key || certificate, "client.key", "600"],
      ] as const;
      return tools.map(({ name, directory }) => installed(name, directory, pair));
    }
    case "skip-verify":
    case "plain-http":
      return [dockerInsecure(registry), podmanInsecure(registry)];
  }
}

function installed(tool: string, directory: string, files: readonly (readonly [source: string, name: string, mode: string])[]): ToolNeed {
  return {
    label: text("Copy the command for {0}", tool),
    detail: text("It puts {0} into {1}, which needs your password", files.map(([, name]) => basename(name)).join(", "), directory),
    copied: {
      commands: files.map(([source, name, mode]): CommandWords => ["sudo", "install", "-D", "-m", mode, source, `${directory}/${name}`]),
    },
  };
}

function dockerInsecure(registry: string): ToolNeed {
  return {
    label: text("Copy what {0} needs", "docker"),
    detail: text("For /etc/docker/daemon.json, in addition to what is there; then restart the daemon"),
    copied: { content: `${JSON.stringify({ "insecure-registries": [registry] }, undefined, 2)}\n` },
  };
}

function podmanInsecure(registry: string): ToolNeed {
  return {
    label: text("Copy what {0} needs", "podman"),
    detail: text("For a file in /etc/containers/registries.conf.d"),
    copied: { content: `[[registry]]\nlocation = ${JSON.stringify(registry)}\ninsecure = true\n` },
  };
}
