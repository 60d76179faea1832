import { cleanPath } from "../../resolve/goPath.ts";
import { parseGoUrl } from "../../resolve/goUrl.ts";
import { apiRoot, booleanOf, withScheme } from "../../resolve/hostConfig.ts";
import { isContainerdLocalhost } from "../../resolve/registry.ts";
import { type ActiveSection, type CheckContext, dropped, settingOf, spanOf } from "./context.ts";

const schemePattern = /^([A-Za-z][A-Za-z0-9+.-]*):\/\//;
const maxPort = 65_535;

/** URLs that containerd does not read as they were meant. */
export function checkUrls(context: CheckContext): void {
  for (const host of context.active) {
    if (host.name === "") continue;
    checkScheme(context, host);
    checkHost(context, host);
    if (host.url === undefined) continue;
    checkPath(context, host);
    checkDroppedParts(context, host);
    checkLoopback(context, host);
  }
}

function checkScheme({ report }: CheckContext, { name, at, isRoot }: ActiveSection): void {
  const scheme = schemePattern.exec(name)?.[1];
  if (scheme === "http" || scheme === "https") return;
  const lower = scheme?.toLowerCase();
  if (scheme !== undefined) {
    const known = lower === "http" || lower === "https";
    const reading = name.startsWith("http")
      ? `cannot speak \`${scheme}\``
      : `puts https:// before it and takes \`${scheme}:\` for the host`;
    const advice = known ? "Write the scheme in lower case." : "Only http:// and https:// are understood.";
    report(
      "unsupported-scheme",
      at,
      `containerd ${reading}: every request to this host fails. ${advice}`,
      known ? { data: { meant: lower } } : undefined,
    );
  } else if (/^https?:/.test(name)) {
    const message = `The slashes after \`${name.slice(0, name.indexOf(":"))}:\` are missing: containerd finds no host in this URL. ${consequence(isRoot)}`;
    report("invalid-url", at, message, isRoot ? { severity: "warning" } : undefined);
  } else if (name.startsWith("http")) {
    const message = `containerd takes a name that begins with "http" for a URL with a scheme, and finds no host in it. ${consequence(isRoot)}`;
    report("scheme-lookalike", at, message, isRoot ? { severity: "warning" } : undefined);
  } else if (!name.startsWith("//")) {
    report("missing-scheme", at, `containerd puts https:// before it.`);
  }
}

/** A host table without a host fails; a server without one is replaced by the registry. */
function consequence(isRoot: boolean): string {
  return isRoot ? "It uses the registry that the directory is named after instead." : "Every request to this host fails.";
}

function checkHost({ report }: CheckContext, { name, at, url, isRoot }: ActiveSection): void {
  if (url === undefined) {
    const parsed = parseGoUrl(withScheme(name));
    if ("error" in parsed) report("invalid-url", at, dropped(`containerd cannot read the URL: ${parsed.error}.`));
    return;
  }
  const slashes = /^(?:https?:)?\/\//.test(name);
  if (url.host === "" && slashes)
    report("invalid-url", at, `This URL has no host. ${consequence(isRoot)}`, isRoot ? { severity: "warning" } : undefined);
  const port = Number(/:(\d+)$/.exec(url.host)?.[1] ?? 1);
  if (port < 1 || port > maxPort) report("invalid-url", at, `There is no port ${port}: every request to this host fails.`);
}

function checkPath({ report }: CheckContext, host: ActiveSection): void {
  const { url, at, section } = host;
  const path = url?.path ?? "";
  const override = settingOf(host, "override_path");
  const isOverridden = booleanOf(section, "override_path") === true;
  if (url?.host === "") return;
  if (isOverridden && override !== undefined && (path === "" || path === "/")) {
    report(
      "override-path-without-path",
      spanOf(override),
      "The URL has no path: with `override_path` containerd sends its requests to `/` instead of `/v2`.",
    );
  }
  if (isOverridden || path === "") return;
  const cleaned = cleanPath(path);
  if (cleaned === "/") report("trailing-slash", at, "The slash at the end makes the root of the API `//v2` instead of `/v2`.");
  else if (/\/v2\//.test(`${cleaned}/`) && !cleaned.endsWith("/v2")) {
    const message = `containerd appends /v2: its requests go to ${apiRoot(path, false)}/… . Set \`override_path = true\` if ${cleaned} is the root of the API.`;
    report("appended-v2", at, message);
  }
}

function checkDroppedParts({ report }: CheckContext, { name, at }: ActiveSection): void {
  const full = withScheme(name);
  const authority = /^[^:/?#]*:\/\/([^/?#]*)/.exec(full)?.[1] ?? "";
  const parts = [
    authority.includes("@") ? "the user and password" : "",
    /^[^#]*\?./.test(full) ? "the query" : "",
    full.includes("#") ? "the fragment" : "",
  ].filter((part) => part !== "");
  if (parts.length > 0) report("url-parts-dropped", at, `containerd drops ${parts.join(" and ")} of the URL.`);
}

const netnsHelp = "https://github.com/containerd/nerdctl/issues/86";

function checkLoopback({ report, directory, detachedNetwork = false }: CheckContext, { url, at }: ActiveSection): void {
  const isRootful = directory.startsWith("/etc/");
  if (isRootful || detachedNetwork || url === undefined || !isContainerdLocalhost(url.host)) return;
  const message =
    "Rootless nerdctl cannot reach this machine's loopback addresses with RootlessKit 1, or with 2 when " +
    `CONTAINERD_ROOTLESS_ROOTLESSKIT_DETACH_NETNS is false: it pulls inside another network namespace. See ${netnsHelp}.`;
  report("loopback-rootless", at, message);
}
