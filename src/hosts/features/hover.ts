import { markdownCode, markdownText } from "../../core/markdown.ts";
import type { HostsModel } from "../resolve/model.ts";
import { triedSchemes } from "../resolve/registry.ts";
import type { PlacedHost, Resolution } from "../resolve/resolveHosts.ts";
import { allCapabilities, type Field } from "../schema.ts";
import type { Span } from "../syntax/document.ts";
import { meaningOf } from "../syntax/keyMeaning.ts";
import { assignmentAt, keyAt, stringAt } from "./locate.ts";
import { apiUrl } from "./urlText.ts";

export interface Hover extends Span {
  /** Markdown. */
  readonly text: string;
}

/** What stands at the offset: a field's meaning, a capability, or what containerd makes of a host. */
export function hover(model: HostsModel, resolution: Resolution, offset: number): Hover | undefined {
  const value = assignmentAt(model, offset);
  if (value !== undefined) {
    const { meaning } = value;
    if (meaning.kind !== "field") return undefined;
    const item = stringAt(value.value, offset);
    if (meaning.field.type === "capabilities" && item !== undefined) return capabilityHover(item.value, item);
    if (meaning.field.name === "server") return resolvedHover(model, resolution, value.value, "");
    return undefined;
  }
  const key = keyAt(model, offset);
  if (key === undefined) return undefined;
  const meaning = meaningOf(key.path);
  if (meaning.kind === "field" && meaning.rest.length === 0) return { ...spanOf(key.part), text: fieldText(meaning.field) };
  if (meaning.kind === "host") return resolvedHover(model, resolution, key.part, key.part.name);
  if (meaning.kind === "hosts")
    return {
      ...spanOf(key.part),
      text: 'Hosts that are tried before `server`, in the order of their table headers: `[host."https://mirror.example.com"]`.',
    };
  return undefined;
}

function spanOf({ start, end }: Span): Span {
  return { start, end };
}

export function fieldText(field: Field): string {
  const since = field.since === undefined ? "" : `\n\nSince containerd ${field.since}.`;
  const where = field.rootOnly ? "\n\nOnly above the first table." : "";
  return `**${field.name}** — ${field.title}\n\n${field.description}\n\nWithout it: ${field.fallback}.${where}${since}`;
}

function capabilityHover(name: string, span: Span): Hover | undefined {
  const capability = allCapabilities.find((each) => each.name === name.toLowerCase());
  if (capability === undefined) return undefined;
  const since = capability.since === undefined ? "" : ` Since containerd ${capability.since}.`;
  return { ...spanOf(span), text: `**${capability.name}** — ${capability.description}${since}` };
}

/** `name` as it is written: the header of a sub-table names a host that another header lists. */
function resolvedHover(model: HostsModel, resolution: Resolution, span: Span, name: string): Hover {
  if ("error" in resolution)
    return { ...spanOf(span), text: `containerd ignores this whole file: ${markdownText(resolution.error.message)}` };
  const listed = model.order.find((part) => part.name === name);
  const host = resolution.hosts.find(({ at }) => at.start === span.start || at.start === listed?.start);
  return { ...spanOf(span), text: host === undefined ? "containerd does not try this host." : hostText(host) };
}

/** What containerd does with a host, in Markdown. */
function hostText(host: PlacedHost): string {
  if (host.host === "") return "This URL has no host.";
  const facts = [
    `- used to ${host.capabilities.join(", ")}`,
    ...host.ca.map((path) => `- trusts the certificates in ${markdownCode(path)} too`),
    ...host.client.map(
      ([certificate, key]) =>
        `- shows the client certificate ${markdownCode(certificate)}${key === "" ? "" : ` with the key ${markdownCode(key)}`}`,
    ),
    ...(host.skipVerify === true ? ["- does not verify the server's certificate"] : []),
    ...(host.dialTimeout === null ? [] : [`- gives up connecting after ${host.dialTimeout}`]),
    ...(Object.keys(host.header).length === 0
      ? []
      : [
          `- sends the headers ${Object.keys(host.header)
            .map((name) => markdownCode(name))
            .join(", ")}`,
        ]),
    ...(triedSchemes(host).length > 1 ? ["- tries HTTPS first, then plain HTTP"] : []),
  ];
  return `containerd will request ${markdownCode(`${apiUrl(host)}/…`)}\n\n${facts.join("\n")}`;
}
