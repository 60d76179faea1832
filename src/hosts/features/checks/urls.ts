import { hostParts, isPort } from "../../../core/referenceHost.ts";
import { cleanPath } from "../../resolve/goPath.ts";
import { parseGoUrl } from "../../resolve/goUrl.ts";
import { apiRoot, booleanOf, unreadableUrl, withScheme } from "../../resolve/hostConfig.ts";
import { isContainerdLocalhost } from "../../../core/localhost.ts";
import { effects } from "../../effects.ts";
import { type ActiveSection, type CheckContext, dropped, settingOf, spanOfSetting } from "./context.ts";
import { urlMistake } from "./mistakenUrls.ts";
import { pathWithV2 } from "./productPaths.ts";

const schemePattern = /^([A-Za-z][A-Za-z0-9+.-]*):\/\//;

/** URLs that containerd does not read as they were meant. */
export function checkUrls(context: CheckContext): void {
  for (const host of context.active) {
    if (host.name === "") continue;
    const mistake = urlMistake(host);
    if (mistake !== undefined) {
      const { code, message, severity, meant } = mistake;
      context.report(code, host.at, message, { ...(severity && { severity }), ...(meant !== undefined && { data: { meant } }) });
      continue;
    }
    checkScheme(context, host);
    checkUrlHost(context, host);
    if (host.url === undefined) continue;
    checkPath(context, host);
    checkDroppedParts(context, host);
    checkLoopback(context, host);
  }
}

function checkScheme({ report }: CheckContext, host: ActiveSection): void {
  const { name, at, isRoot } = host;
  const scheme = schemePattern.exec(name)?.[1];
  if (scheme === "http" || scheme === "https") return;
  const lower = scheme?.toLowerCase();
  if (scheme !== undefined) {
    const known = lower === "http" || lower === "https";
    const reading = name.startsWith("http")
      ? `cannot speak \`${scheme}\``
      : `puts https:// before it and takes \`${scheme}:\` for the host`;
    const advice = known ? "Write the scheme in lower case." : "Only http:// and https:// are understood.";
    report("unsupported-scheme", at, `${effects.host}: containerd ${reading}. ${advice}`, known ? { data: { meant: lower } } : undefined);
  } else if (/^https?:/.test(name)) {
    const message =
      `${withoutHost(isRoot)}: the slashes after \`${name.slice(0, name.indexOf(":"))}:\` are missing, and so this URL has no host.` as const;
    report("invalid-url", at, message, isRoot ? { severity: "warning" } : undefined);
  } else if (name.startsWith("http")) {
    const message =
      `${withoutHost(isRoot)}: a name that begins with "http" is taken for a URL with a scheme, and this one then has no host.` as const;
    report("scheme-lookalike", at, message, isRoot ? { severity: "warning" } : undefined);
  } else if (isBareName(host)) {
    report("missing-scheme", at, "containerd speaks HTTPS to this host: without a scheme it puts https:// before the name.");
  }
}

function isBareName({ name, url }: ActiveSection): boolean {
  return url !== undefined && !name.startsWith("//");
}

/** What comes of a URL in which containerd finds no host. */
function withoutHost(isRoot: boolean): string {
  return isRoot ? effects.server : effects.host;
}

function checkUrlHost({ report }: CheckContext, { name, at, url, isRoot }: ActiveSection): void {
  if (url === undefined) {
    const parsed = parseGoUrl(withScheme(name));
    if ("error" in parsed) report("invalid-url", at, dropped(unreadableUrl(parsed.error)));
    return;
  }
  const slashes = /^(?:https?:)?\/\//.test(name);
  if (url.host === "" && slashes)
    report("invalid-url", at, `${withoutHost(isRoot)}: this URL has no host.`, isRoot ? { severity: "warning" } : undefined);
  const { port } = hostParts(url.host);
  if (port !== undefined && port !== "" && !isPort(port)) report("invalid-url", at, `${effects.host}: there is no port ${port}.`);
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
      spanOfSetting(override),
      "containerd sends its requests to `/` instead of `/v2`: with `override_path` the path of the URL is the root of the API, and this one has none.",
    );
  }
  if (isOverridden) checkProductPath(report, host);
  if (isOverridden || path === "") return;
  const cleaned = cleanPath(path);
  if (/\/v2\//.test(`${cleaned}/`) && !cleaned.endsWith("/v2")) {
    const message =
      `containerd sends its requests to ${apiRoot(path, false)}/…: it appends /v2 to the path. Set \`override_path = true\` if ${cleaned} is the root of the API.` as const;
    report("appended-v2", at, message);
  }
}

function checkProductPath(report: CheckContext["report"], { name, url, at }: ActiveSection): void {
  const wanted = pathWithV2(url?.host ?? "", url?.path ?? "");
  if (wanted === undefined) return;
  const cause = `\`override_path\` takes the path as it is, and ${wanted.product} answers below ${wanted.path}.`;
  const meant = name.replace(/^((?:[^:/?#]*:\/\/)?[^/?#]*)[^?#]*/, (_, authority: string) => authority + wanted.path);
  report("override-path-without-v2", at, `containerd sends its requests to ${apiRoot(url?.path ?? "", true)}/…: ${cause}`, {
    data: { meant },
  });
}

function checkDroppedParts({ report }: CheckContext, { name, at }: ActiveSection): void {
  const full = withScheme(name);
  const authority = /^[^:/?#]*:\/\/([^/?#]*)/.exec(full)?.[1] ?? "";
  const parts = [
    authority.includes("@") ? "user and password" : "",
    /^[^#]*\?./.test(full) ? "query" : "",
    full.includes("#") ? "fragment" : "",
  ].filter((part) => part !== "");
  if (parts.length > 0) report("url-parts-dropped", at, `containerd drops a part of this URL: ${parts.join(", ")}.`);
}

const netnsHelp = "https://github.com/containerd/nerdctl/issues/86";

function checkLoopback({ report, directory, detachedNetwork = false }: CheckContext, { url, at }: ActiveSection): void {
  const isRootful = directory.startsWith("/etc/");
  if (isRootful || detachedNetwork || url === undefined || !isContainerdLocalhost(url.host)) return;
  const cause =
    "with RootlessKit 1, or with 2 when CONTAINERD_ROOTLESS_ROOTLESSKIT_DETACH_NETNS is false, " +
    `it pulls inside another network namespace. See ${netnsHelp}.`;
  report("loopback-rootless", at, `Rootless nerdctl may not reach this address: ${cause}`);
}
