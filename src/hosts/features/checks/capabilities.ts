import { withoutDefaultPort } from "../../../core/referenceHost.ts";
import { registryOfDirectory } from "../../directoryName.ts";
import { isSameRegistry } from "../../../core/dockerHub.ts";
import { nearest } from "../../nearest.ts";
import { stringValuesOf } from "../../resolve/hostConfig.ts";
import { allCapabilities } from "../../schema.ts";
import type { StringValue } from "../../syntax/document.ts";
import { isAtLeast } from "../../versions.ts";
import { type ActiveSection, type CheckContext, dropped, settingOf } from "./context.ts";

const knownNames: readonly string[] = allCapabilities.map((capability) => capability.name);

export function checkCapabilities(context: CheckContext): void {
  for (const host of context.active) {
    const value = settingOf(host, "capabilities")?.value;
    if (value?.kind !== "array") continue;
    const written = stringValuesOf(value);
    for (const item of written) checkName(context, item);
    if (value.items.length === 0) {
      context.report(
        "empty-capabilities",
        value,
        "containerd uses this host for everything, pushes too: an empty list means all capabilities, not none.",
      );
    } else {
      checkUse(context, host, written);
    }
  }
}

function checkName({ report, version, isFull }: CheckContext, item: StringValue): void {
  const known = allCapabilities.find(({ name }) => name === item.value.toLowerCase());
  if (known === undefined) {
    const meant = isFull("unknown-capability") ? undefined : nearest(item.value, knownNames);
    const question = meant === undefined ? "" : ` Did you mean "${meant}"?`;
    report(
      "unknown-capability",
      item,
      dropped(`"${item.value}" is not a capability.${question}`),
      meant === undefined ? undefined : { data: { meant } },
    );
  } else if (known.since !== undefined && !isAtLeast(version, known.since)) {
    report(
      "requires-containerd",
      item,
      dropped(`containerd ${version} does not know the capability "${known.name}", which came with ${known.since}.`),
    );
  }
}

function checkUse({ report, active, directory }: CheckContext, host: ActiveSection, written: readonly StringValue[]): void {
  const names = written.map(({ value }) => value.toLowerCase());
  const value = settingOf(host, "capabilities")?.value;
  if (value !== undefined && names.every((name) => knownNames.includes(name)) && !names.includes("pull")) {
    report(
      "no-pull-no-resolve",
      value,
      "containerd resolves no tag with this host, and yet asks it for manifests and layers: a tag takes `pull` and `resolve`, and what has a digest is asked of every host.",
    );
  }
  const push = written[names.indexOf("push")];
  if (push !== undefined && !host.isRoot && !isRegistry(host, active, directory)) {
    report(
      "push-to-mirror",
      push,
      "Images are pushed to this mirror, not to the registry: containerd pushes to the first host that may push.",
    );
  }
}

/** Whether a host is the registry itself: the `server`, or the name of the directory. */
function isRegistry(host: ActiveSection, active: readonly ActiveSection[], directory: string): boolean {
  if (host.url === undefined) return true;
  const own = withoutDefaultPort(host.url);
  const server = active.at(-1)?.url;
  if (server !== undefined && own === withoutDefaultPort(server)) return true;
  const name = registryOfDirectory(directory);
  return name !== undefined && isSameRegistry(own, withoutDefaultPort({ scheme: host.url.scheme, host: name }));
}
