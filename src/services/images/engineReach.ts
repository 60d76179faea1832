import { isContainerdLocalhost } from "../../core/localhost.ts";
import { type Text, text } from "../../core/text.ts";
import { isLoopback } from "../../registry/endpoint.ts";
import type { ConnectionPlan } from "../reach/connection.ts";
import { loopbackTexts } from "../reach/loopbackTexts.ts";
import type { Engine } from "./engine.ts";

/** How a registry is reached from here, as far as engines have to be told. */
export interface EngineReach {
  /** Over plain HTTP, or without checking the certificate. */
  readonly isInsecure: boolean;
  readonly isLoopback: boolean;
  /** Neither its addresses nor what it answered so far say that it speaks plain HTTP. */
  readonly mayUseHttps: boolean;
  /** A hosts.toml, or certificates beside one, say so: nerdctl reads those itself. */
  readonly isByHostsToml: boolean;
  /** With an authority of the person's own. */
  readonly hasAuthority: boolean;
  readonly hasClientCertificate: boolean;
}

/** `speaksPlainHttp` where it was found to. */
export function reachOf({ itself, directory }: Pick<ConnectionPlan, "itself" | "directory">, speaksPlainHttp: boolean): EngineReach {
  const { endpoints, transport } = itself;
  return {
    isInsecure: transport.skipVerify === true || endpoints.some(({ baseUrl }) => baseUrl.protocol === "http:"),
    isLoopback: isLoopback(endpoints[0].baseUrl.hostname),
    mayUseHttps: !speaksPlainHttp && endpoints.some(({ baseUrl }) => baseUrl.protocol === "https:"),
    isByHostsToml: directory !== undefined,
    hasAuthority: transport.ca !== undefined,
    hasClientCertificate: transport.clientCertificates !== undefined,
  };
}

/** What goes with a command so that the engine reaches the registry as it is reached here, and what that means. */
export interface EngineOptions {
  /** Before the command's verb. */
  readonly global: readonly string[];
  /** Behind it. */
  readonly own: readonly string[];
  readonly notes: readonly Text[];
  /** What no option says, and without which the command fails. */
  readonly lacks: readonly Text[];
}

const none: EngineOptions = { global: [], own: [], notes: [], lacks: [] };

const canBeRead = text("So anyone on the network path can read and change what is sent, your password too.");

/** nerdctl reads hosts.toml, and asks what containerd takes for this machine over plain HTTP by itself; no name below `localhost`. */
function nerdctlOptions(host: string, { isInsecure, isByHostsToml }: EngineReach): EngineOptions {
  if (!isInsecure || isContainerdLocalhost(host) || isByHostsToml) return none;
  const notes = [
    text("--insecure-registry: nerdctl does not check the certificate, and may use plain HTTP."),
    canBeRead,
    text("With nerdctl 2.3 or later and containerd 2, your hosts.toml does not count then."),
  ];
  return { ...none, global: ["--insecure-registry"], notes };
}

/** podman and docker do not read hosts.toml: what they want of certificates is in `ownCertificates.ts`. */
function podmanOptions(_: string, { isInsecure, isLoopback: isHere }: EngineReach): EngineOptions {
  if (!isInsecure) return none;
  const meaning = text("--tls-verify=false: podman does not check the certificate, and may use plain HTTP.");
  return { ...none, own: ["--tls-verify=false"], notes: isHere ? [meaning] : [meaning, canBeRead] };
}

function dockerOptions(host: string, { isInsecure, isLoopback: isHere }: EngineReach): EngineOptions {
  if (!isInsecure || isHere) return none;
  const wanted = text("docker has no option for this registry: add this to its daemon.json, then restart it:");
  const lacks = [text("docker has no option for this registry: its daemon.json has to name it in “insecure-registries”.")];
  return { ...none, notes: [wanted, text("{0}", `"insecure-registries": ["${host}"]`)], lacks };
}

const optionsOf: Readonly<Record<Engine, (host: string, reach: EngineReach) => EngineOptions>> = {
  nerdctl: nerdctlOptions,
  docker: dockerOptions,
  podman: podmanOptions,
};

export function engineOptions(engine: Engine, host: string, reach: EngineReach): EngineOptions {
  const { notes, ...options } = optionsOf[engine](host, reach);
  return { ...options, notes: [...notes, ...(reach.mayUseHttps ? loopbackTexts(host) : [])] };
}
