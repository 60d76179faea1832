import { env, l10n, MarkdownString } from "vscode";
import type { HostAttempt } from "../../services/hostsFiles/checkHost.ts";
import type { CertificateReport, TlsReport } from "../../services/hostsFiles/inspectTls.ts";
import { errorSentence } from "../sentences/errorSentence.ts";

/** The result beside the host's line: one line of the attempt that counts. */
export function checkLine(attempts: readonly HostAttempt[], isDropped: boolean): string {
  const attempt = attempts.at(-1);
  if (attempt === undefined) return "";
  const { answer, tls, url, elapsedMs } = attempt;
  const unused = isDropped ? l10n.t("containerd ignores this file") : "";
  if (answer.kind === "failed") return [`✗ ${errorSentence(answer.error).what}`, unused].filter(Boolean).join(" · ");
  const security = url.startsWith("http:") ? l10n.t("plain HTTP") : tlsLine(tls);
  return [`✓ ${authText(answer.ping.auth)}`, unused, security, l10n.t("{0} ms", Math.round(elapsedMs))].filter(Boolean).join(" · ");
}

function tlsLine(tls: TlsReport | undefined): string {
  const [own] = tls?.chain ?? [];
  if (tls === undefined || own === undefined) return "";
  return tls.problem === undefined
    ? l10n.t("certificate until {0}", day(own.notAfter))
    : l10n.t("certificate not verified ({0})", tls.problem);
}

function authText(auth: "none" | "basic" | "bearer" | "unsupported"): string {
  switch (auth) {
    case "none":
      return l10n.t("open without login");
    case "basic":
      return l10n.t("wants a login (Basic)");
    case "bearer":
      return l10n.t("wants a token (Bearer)");
    case "unsupported":
      return l10n.t("wants a login of an unknown kind");
  }
}

/** All that was seen, for the hover, and why containerd drops the file where it does. What comes from the server is shown as code, so that it cannot format itself. */
export function checkDetail(attempts: readonly HostAttempt[], dropped: string | undefined): MarkdownString {
  const markdown = new MarkdownString();
  if (dropped !== undefined) markdown.appendMarkdown(`${plain(l10n.t("containerd ignores this whole file: {0}", dropped))}\n\n`);
  for (const attempt of attempts) {
    markdown.appendMarkdown(`\`GET ${inCode(attempt.url)}\`\n\n`);
    for (const line of [...answerLines(attempt), ...tlsLines(attempt.tls)]) markdown.appendMarkdown(`${line}\n`);
    markdown.appendMarkdown("\n");
  }
  return markdown;
}

function answerLines({ answer }: HostAttempt): readonly string[] {
  if (answer.kind === "failed") {
    const { what, advice } = errorSentence(answer.error);
    return [`- ${plain(what)}${advice === undefined ? "" : ` ${plain(advice)}`}`];
  }
  const { auth, realm, service, apiVersion } = answer.ping;
  return [
    `- ${authText(auth)}`,
    ...(realm === undefined
      ? []
      : [`- ${l10n.t("token server")}: \`${inCode(realm.href)}\`${service === undefined ? "" : `, service \`${inCode(service)}\``}`]),
    ...(apiVersion === undefined ? [] : [`- Docker-Distribution-Api-Version: \`${inCode(apiVersion)}\``]),
  ];
}

function tlsLines(tls: TlsReport | undefined): readonly string[] {
  if (tls === undefined) return [];
  const verdict =
    tls.problem === undefined ? l10n.t("the certificate is in order") : l10n.t("the certificate does not pass: {0}", tls.problem);
  return [`- ${inCode(tls.protocol)}: ${plain(verdict)}`, ...tls.chain.flatMap(certificateLines)];
}

function certificateLines({ subject, issuer, notBefore, notAfter, fingerprint }: CertificateReport, index: number): readonly string[] {
  return [
    `- ${index + 1}. \`${inCode(subject)}\``,
    `  - ${l10n.t("issuer")}: \`${inCode(issuer)}\``,
    `  - ${l10n.t("valid from {0} to {1}", day(notBefore), day(notAfter))}`,
    `  - SHA-256: \`${fingerprint}\``,
  ];
}

function day(time: number): string {
  return Number.isNaN(time)
    ? "?"
    : new Date(time).toLocaleDateString(env.language, { year: "numeric", month: "short", day: "numeric", timeZone: "UTC" });
}

function inCode(text: string): string {
  return text.replaceAll(/[`\r\n]/g, " ");
}

function plain(text: string): string {
  return text.replaceAll(/[\\`*_[\]<>&!#|]/g, String.raw`\$&`);
}
