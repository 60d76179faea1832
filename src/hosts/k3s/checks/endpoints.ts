import { hostParts, isPort } from "../../../core/referenceHost.ts";
import { dockerHubRegistry, isDockerHubSite } from "../../../core/dockerHub.ts";
import { parseGoUrl } from "../../resolve/goUrl.ts";
import { defaultScheme } from "../defaultScheme.ts";
import type { YamlNode, YamlScalar } from "../yamlTree.ts";
import { yamlEntriesOf, yamlEntryAt, type RegistriesReport, scalarText } from "./context.ts";

const fails = "Every request to this endpoint fails";

/** Endpoints as k3s and then containerd read them (k3s, pkg/agent/containerd/config.go, normalizeEndpointAddress). */
export function checkEndpoints(root: YamlNode, report: RegistriesReport): void {
  const configs = yamlEntryAt(root, "configs")?.value;
  for (const { value } of yamlEntriesOf(yamlEntryAt(root, "mirrors")?.value)) {
    const list = yamlEntryAt(value, "endpoint")?.value;
    const seen = new Set<string>();
    for (const item of list?.kind === "list" ? list.items : []) {
      if (item.kind !== "scalar") continue;
      const address = checkEndpoint(item, configs, report);
      if (address === undefined) continue;
      if (seen.has(address)) report("registries-not-used", item, "k3s skips this endpoint: it is listed already.");
      seen.add(address);
    }
  }
}

/** The address that the endpoint comes to, where it is one. */
function checkEndpoint(item: YamlScalar, configs: YamlNode | undefined, report: RegistriesReport): string | undefined {
  const { text } = item;
  const isUrl = text.includes("://");
  const parsed = parseGoUrl(isUrl ? text : `//${text}`);
  if ("error" in parsed) {
    report("registries-endpoint", item, "k3s leaves this endpoint out: it is not a URL.");
    return undefined;
  }
  const { host, path } = parsed.url;
  const scheme = parsed.url.scheme === "" ? defaultScheme(host) : parsed.url.scheme;
  const fault = faultOf(scheme, host);
  if (fault !== undefined) {
    report("registries-endpoint", item, `${fails}: ${fault}`);
    return undefined;
  }
  if (!isUrl) {
    const message = `k3s asks this endpoint over ${scheme.toUpperCase()}: it puts ${scheme}:// before what has no scheme.` as const;
    // A fix shows it: nothing with a user or a query, in which a secret may be.
    const isPlain = !/[@?#]/.test(text);
    report("registries-endpoint-scheme", item, message, isPlain ? { data: { meant: `${scheme}://${text}` } } : undefined);
  }
  if (/^[^/]*\/\/[^/]*@|[?#]/.test(isUrl ? text : `//${text}`)) {
    const message = "containerd drops the user, the query and the fragment of this endpoint: a login belongs in `configs`.";
    report("registries-endpoint", item, message, { severity: "warning" });
  }
  checkPath(item, path, report);
  checkTls(item, { scheme, host }, configs, report);
  return `${scheme}://${host}${path === "" || path === "/" ? "/v2" : path}`;
}

function faultOf(scheme: string, host: string): string | undefined {
  if (host === "") return "there is no host in it.";
  if (scheme !== "http" && scheme !== "https") return "containerd speaks http:// and https:// only.";
  if (host.includes("*")) return "an endpoint is one host, without wildcards.";
  if (isDockerHubSite(host)) return `${host} is a web site; the registry is https://${dockerHubRegistry}.`;
  const { port } = hostParts(host);
  return port !== undefined && port !== "" && !isPort(port) ? "there is no such port." : undefined;
}

/** Any other path than `/v2` is taken for the root of the API. */
function checkPath(item: YamlScalar, path: string, report: RegistriesReport): void {
  if (path === "" || path === "/" || path.split("/").includes("v2")) return;
  const message =
    `containerd asks for ${path.replace(/\/+$/, "")}/NAME/manifests/TAG, without /v2: the path of an endpoint is the root of the API as it stands.` as const;
  report("registries-endpoint-path", item, message);
}

const tlsFields = ["ca_file", "cert_file", "key_file", "insecure_skip_verify"];

function checkTls(
  item: YamlScalar,
  { scheme, host }: { readonly scheme: string; readonly host: string },
  configs: YamlNode | undefined,
  report: RegistriesReport,
): void {
  const tls = yamlEntryAt(yamlEntryAt(configs, host)?.value, "tls")?.value;
  if (scheme !== "http" || !tlsFields.some((name) => isSet(yamlEntryAt(tls, name)?.value))) return;
  const message = host.endsWith(":80")
    ? (`The settings for TLS of ${host} do nothing here: on port 80 this endpoint is plain HTTP.` as const)
    : (`containerd tries HTTPS first, and plain HTTP only if that fails: \`configs\` has settings for TLS of ${host}.` as const);
  report("registries-http-with-tls", item, message);
}

/** k3s writes the setting into the hosts.toml. */
function isSet(node: YamlNode | undefined): boolean {
  const text = scalarText(node);
  return text !== undefined && (node?.kind !== "scalar" || node.type !== "boolean" || /^(?:true|yes|y|on)$/i.test(text));
}
