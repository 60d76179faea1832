import type { StringValue, Value } from "../../syntax/document.ts";
import { stringValuesOf } from "../../resolve/hostConfig.ts";
import { expandedPath, holdsPem, unexpanded } from "../../resolve/unusualPaths.ts";
import { effects, type FindingMessage } from "../../effects.ts";
import { type CheckContext, dropped, settingOf } from "./context.ts";

const keyFileName = /(?:\.key|(?:^|[-_./])key\.pem)$/i;

export const pairLacksBrackets =
  "this is a list of two certificates, each with its key inside, not a pair. A pair has brackets of its own: [[certificate, key]].";

/** `ca` and `client`, as far as the text alone tells. */
export function checkCertificates(context: CheckContext): void {
  for (const host of context.active) {
    const ca = settingOf(host, "ca")?.value;
    for (const item of stringValuesOf(ca)) checkPath(context, item);
    const client = settingOf(host, "client")?.value;
    if (client !== undefined) checkClient(context, client);
  }
}

function checkPath(
  context: CheckContext,
  item: StringValue,
  message: FindingMessage = `${effects.registry}: an empty path is the directory of this file, which is not a certificate.`,
): void {
  const { report } = context;
  if (item.value === "") report("empty-path", item, message);
  else if (holdsPem(item.value)) report("pem-in-place-of-path", item, pemInPlace);
  else checkExpansion(context, item);
}

const pemInPlace =
  `${effects.registry}: this is the text of a certificate or key. Save it in a file beside this one, and write the name of that file here.` as const;

function checkExpansion({ report, directory }: CheckContext, item: StringValue): void {
  const kind = unexpanded(item.value);
  if (kind === undefined) return;
  const cause = {
    "home": "`~` does not stand for a home directory here. Write the whole path.",
    "variable": "variables are not replaced here. Write the whole path.",
    "file-url": "this is read as a relative path, and not as a URL. Write the path alone.",
  }[kind];
  const meant = expandedPath(item.value, directory);
  report("unexpanded-path", item, `${effects.registry}: ${cause}`, meant === undefined ? undefined : { data: { meant } });
}

function checkClient(context: CheckContext, value: Value): void {
  const files = stringValuesOf(value);
  for (const file of files) checkPath(context, file);
  if (value.kind !== "array") return;
  const [first, second] = files;
  if (files.length === 2 && value.items.length === 2 && first !== undefined && second !== undefined && keyFileName.test(second.value)) {
    context.report("client-looks-like-pair", value, `${effects.registry}: ${pairLacksBrackets}`);
  }
  for (const item of value.items) if (item.kind === "array") checkPairLength(context, item);
}

function checkPairLength(context: CheckContext, pair: Value & { kind: "array" }): void {
  if (pair.items.length !== 2) {
    const message = `a client pair must hold exactly two paths, certificate and key; this one holds ${pair.items.length}.`;
    context.report("invalid-client-pair", pair, dropped(message));
    return;
  }
  const [certificate, key] = stringValuesOf(pair);
  if (certificate !== undefined) checkPath(context, certificate);
  if (key === undefined) return;
  const message =
    `${effects.registry}: an empty key is the directory of this file. It does not mean that the certificate's file holds the key.` as const;
  checkPath(context, key, message);
}
