import { booleanOf } from "../../resolve/hostConfig.ts";
import type { Setting } from "../../resolve/model.ts";
import { type ActiveSection, type CheckContext, settingOf, spanOfSetting } from "./context.ts";

const tlsFields = ["ca", "client", "skip_verify"] as const;

export function checkTlsSettings(context: CheckContext): void {
  for (const host of context.active) {
    const settings = tlsSettings(host);
    checkPlainHttp(context, host, settings);
    checkSkipVerify(context, host);
  }
  checkRootScope(context);
}

function tlsSettings(host: ActiveSection): readonly Setting[] {
  return tlsFields.flatMap((name) => settingOf(host, name) ?? []);
}

function checkPlainHttp({ report }: CheckContext, { url, at }: ActiveSection, settings: readonly Setting[]): void {
  const [first] = settings;
  if (url?.scheme !== "http" || url.host === "" || first === undefined) return;
  const message = url.host.endsWith(":80")
    ? "containerd does not use the settings for TLS: on port 80 this URL is plain HTTP."
    : "containerd tries HTTPS first, and plain HTTP only if that fails: this http:// host has settings for TLS.";
  report("http-with-tls", at, message, { related: [{ ...spanOfSetting(first), message: `\`${first.field.name}\` is set here.` }] });
}

function checkSkipVerify({ report }: CheckContext, host: ActiveSection): void {
  const skip = settingOf(host, "skip_verify");
  if (skip === undefined || booleanOf(host.section, "skip_verify") !== true) return;
  // Where plain HTTP is as good, verification protects nothing; http-with-tls says what the setting does.
  if (host.url?.scheme === "http" && tlsSettings(host).length === 1) return;
  report(
    "skip-verify",
    spanOfSetting(skip),
    "Anyone on the network path can read and change what is pulled: the certificate is not verified. A `ca` file is as easy, and safe.",
  );
  const ca = settingOf(host, "ca");
  if (ca === undefined) return;
  const related = [{ ...spanOfSetting(skip), message: "`skip_verify` is set here." }];
  report(
    "ca-with-skip-verify",
    spanOfSetting(ca),
    "containerd accepts any certificate, whatever this `ca` holds: `skip_verify = true` turns verification off.",
    { related },
  );
}

/** Settings at the root are not inherited by the hosts. */
function checkRootScope({ active, report }: CheckContext): void {
  const root = active.at(-1);
  const lacking = active.find((host) => !host.isRoot && host.url?.scheme === "https" && tlsSettings(host).length === 0);
  if (root === undefined || lacking === undefined) return;
  const related = [{ start: lacking.at.start, end: lacking.at.end, message: "This host has no settings for TLS." }];
  for (const setting of tlsSettings(root)) {
    report(
      "root-tls-scope",
      setting.part,
      `containerd uses this \`${setting.field.name}\` for \`server\` only: the [host] tables inherit nothing from the root.`,
      {
        related,
      },
    );
  }
}
