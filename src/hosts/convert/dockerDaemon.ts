import { BlockList, isIP } from "node:net";
import { dockerHub, dockerHubRegistry, referenceHostOf } from "../../core/dockerHub.ts";
import { text } from "../../core/text.ts";
import { hostParts, isRegistryHost } from "../../core/referenceHost.ts";
import { isContainerdLocalhost } from "../../core/localhost.ts";
import type { NewHost } from "../writer.ts";
import type { Conversion } from "./conversion.ts";
import { readEndpoint } from "./endpoint.ts";
import { ConversionDraft, maxMirrors, mirrorAt, registryAt } from "./plan.ts";
import { type Table, textsAt } from "../tables.ts";

/**
 * What Docker's daemon.json says about registries (moby, registry/service_v2.go and config.go). `registry-mirrors` are
 * mirrors of Docker Hub alone; an insecure registry is tried over HTTPS, whatever its certificate, then over HTTP; a mirror
 * is insecure where `insecure-registries` names it, or a network that it is in. A mirror's path stands before `/v2`.
 */
export function convertDocker(config: Table): Conversion {
  const draft = new ConversionDraft();
  const insecure = [...new Set(textsAt(config, "insecure-registries").map((name) => name.replace(/^https?:\/\//, "").replace(/\/+$/, "")))];
  const isInsecure = insecureHosts(insecure);
  const written = textsAt(config, "registry-mirrors");
  if (written.length > maxMirrors) draft.skip("registry-mirrors", text("more than {0} mirrors", String(maxMirrors)));
  const mirrors = written.slice(0, maxMirrors).flatMap((url) => mirrorOf(url, isInsecure, draft));
  if (mirrors.length > 0) {
    draft.add({ registry: dockerHub, mirrors, own: [registryAt({ scheme: "https", host: dockerHubRegistry, root: "/v2" })] });
  }
  for (const name of insecure) addInsecure(name, draft);
  return { format: "docker", files: draft.files, skipped: draft.skipped, logins: draft.logins };
}

function mirrorOf(written: string, isInsecure: (host: string) => boolean, draft: ConversionDraft): readonly NewHost[] {
  const endpoint = written.includes("://") ? readEndpoint(written, () => "https") : text("not a URL with http:// or https://");
  if (!("host" in endpoint)) {
    draft.skip(written, endpoint);
    return [];
  }
  const { scheme, host, path, hasUser } = endpoint;
  if (hasUser) draft.addLogin(dockerHub);
  const root = `${path === "/" ? "" : path}/v2`;
  return [mirrorAt({ scheme, host, root }, isInsecure(host) ? { skipVerify: true } : {})];
}

function addInsecure(name: string, draft: ConversionDraft): void {
  if (networkOf(name) !== undefined) return draft.skip(name, text("a network, which hosts.toml cannot name"));
  if (referenceHostOf(name) === dockerHub) return draft.skip(name, text("Docker still verifies Docker Hub"));
  if (!isRegistryHost(name)) return draft.skip(name, text("not a host name"));
  const https = registryAt({ scheme: "https", host: name, root: "/v2" }, { skipVerify: true });
  draft.add({ registry: name, mirrors: [], own: [https, registryAt({ scheme: "http", host: name, root: "/v2" })] });
}

/** Docker adds this machine's own addresses. */
function insecureHosts(names: readonly string[]): (host: string) => boolean {
  const networks = new BlockList();
  for (const { address, prefix, family } of names.flatMap((name) => networkOf(name) ?? [])) networks.addSubnet(address, prefix, family);
  return (host) => {
    const address = hostParts(host).name.replace(/^\[(.*)\]$/, "$1");
    const isInNetwork = isIP(address) !== 0 && networks.check(address, isIP(address) === 6 ? "ipv6" : "ipv4");
    return names.includes(host) || isContainerdLocalhost(host) || isInNetwork;
  };
}

interface Network {
  readonly address: string;
  readonly prefix: number;
  readonly family: "ipv4" | "ipv6";
}

function networkOf(name: string): Network | undefined {
  const [, address = "", bits = ""] = /^([\da-fA-F.:]+)\/(\d{1,3})$/.exec(name) ?? [];
  const version = isIP(address);
  const prefix = Number(bits);
  if (version === 0 || prefix > (version === 4 ? 32 : 128)) return undefined;
  return { address, prefix, family: version === 4 ? "ipv4" : "ipv6" };
}
