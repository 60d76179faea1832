import type { HoverLine, HoverPart } from "../../platform/hover.ts";
import type { HostAttempt } from "../../services/hostsFiles/checkHost.ts";
import type { CertificateReport, TlsReport } from "../../services/hostsFiles/tlsReport.ts";
import { errorSentence } from "../sentences/errorSentence.ts";
import { localized } from "../sentences/localized.ts";
import { say } from "../../platform/say.ts";

/** The result beside the host's line: one line of the attempt that counts. */
export function checkLine(attempts: readonly HostAttempt[], isDropped: boolean): string {
  const attempt = attempts.at(-1);
  if (attempt === undefined) return "";
  const { answer, tls, url, elapsedMs } = attempt;
  const unused = isDropped ? say("containerd ignores this file") : "";
  if (answer.kind === "failed") return [`✗ ${errorSentence(answer.error).what}`, unused].filter(Boolean).join(" · ");
  const security = url.startsWith("http:") ? say("plain HTTP") : tlsLine(tls);
  return [`✓ ${authText(answer.ping.auth)}`, unused, security, say("{0} ms", localized(Math.round(elapsedMs)))].filter(Boolean).join(" · ");
}

function tlsLine(tls: TlsReport | undefined): string {
  const [own] = tls?.chain ?? [];
  if (tls === undefined || own === undefined) return "";
  return tls.problem === undefined ? say("certificate until {0}", day(own.notAfter)) : say("certificate not verified ({0})", tls.problem);
}

function authText(auth: "none" | "basic" | "bearer" | "unsupported"): string {
  switch (auth) {
    case "none":
      return say("open without login");
    case "basic":
      return say("wants a login (Basic)");
    case "bearer":
      return say("wants a token (Bearer)");
    case "unsupported":
      return say("wants a login of an unknown kind");
  }
}

/** All that was seen, for the hover, and why containerd drops the file where it does. What the server said is shown as code. */
export function checkDetail(attempts: readonly HostAttempt[], dropped: string | undefined): readonly HoverLine[] {
  return [
    ...(dropped === undefined ? [] : [paragraph(say("containerd ignores this whole file: {0}", dropped))]),
    ...attempts.flatMap((attempt) => [paragraph({ code: `GET ${attempt.url}` }), ...answerLines(attempt), ...tlsLines(attempt.tls)]),
  ];
}

function paragraph(...parts: readonly HoverPart[]): HoverLine {
  return { parts, level: 0 };
}

function entry(...parts: readonly HoverPart[]): HoverLine {
  return { parts, level: 1 };
}

function answerLines({ answer }: HostAttempt): readonly HoverLine[] {
  if (answer.kind === "failed") {
    const { what, advice } = errorSentence(answer.error);
    return [entry(what, advice === undefined ? "" : ` ${advice}`)];
  }
  const { auth, realm, service, apiVersion } = answer.ping;
  return [
    entry(authText(auth)),
    ...(realm === undefined ? [] : [entry(`${say("token server")}: `, { code: realm.href })]),
    ...(realm === undefined || service === undefined ? [] : [entry(`${say("service that the token is for")}: `, { code: service })]),
    ...(apiVersion === undefined ? [] : [entry("Docker-Distribution-Api-Version: ", { code: apiVersion })]),
  ];
}

function tlsLines(tls: TlsReport | undefined): readonly HoverLine[] {
  if (tls === undefined) return [];
  const verdict = tls.problem === undefined ? say("the certificate is valid") : say("the certificate is not accepted: {0}", tls.problem);
  return [entry(`${tls.protocol}: ${verdict}`), ...tls.chain.flatMap(certificateLines)];
}

function certificateLines({ subject, issuer, notBefore, notAfter, fingerprint }: CertificateReport, index: number): readonly HoverLine[] {
  const below = (...parts: readonly HoverPart[]): HoverLine => ({ parts, level: 2 });
  return [
    entry(`${index + 1}. `, { code: subject }),
    below(`${say("issuer")}: `, { code: issuer }),
    below(say("valid from {0} to {1}", day(notBefore), day(notAfter))),
    below("SHA-256: ", { code: fingerprint }),
  ];
}

function day(time: number): string {
  return Number.isNaN(time) ? "?" : localized(new Date(time), { year: "numeric", month: "short", day: "numeric", timeZone: "UTC" });
}
