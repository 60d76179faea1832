import type { StringValue, Value } from "../../syntax/document.ts";
import { stringsOf } from "../../resolve/hostConfig.ts";
import { type CheckContext, dropped, settingOf } from "./context.ts";

const keyFileName = /(?:\.key|(?:^|[-_./])key\.pem)$/i;

/** `ca` and `client`, as far as the text alone tells. */
export function checkCertificates(context: CheckContext): void {
  for (const host of context.active) {
    const ca = settingOf(host, "ca")?.value;
    for (const item of stringsOf(ca)) checkPath(context, item);
    const client = settingOf(host, "client")?.value;
    if (client !== undefined) checkClient(context, client);
  }
}

function checkPath(
  { report }: CheckContext,
  item: StringValue,
  message = "This empty path is the directory itself: every request to this host fails.",
): void {
  if (item.value === "") report("empty-path", item, message);
}

function checkClient(context: CheckContext, value: Value): void {
  const files = stringsOf(value);
  for (const file of files) checkPath(context, file);
  if (value.kind !== "array") return;
  const [first, second] = files;
  if (files.length === 2 && value.items.length === 2 && first !== undefined && second !== undefined && keyFileName.test(second.value)) {
    const message =
      "This is a list of two certificates, each with its key inside, not a pair: every request to this host fails. A pair has brackets of its own: [[certificate, key]].";
    context.report("client-looks-like-pair", value, message);
  }
  for (const item of value.items) if (item.kind === "array") checkPair(context, item);
}

function checkPair(context: CheckContext, pair: Value & { kind: "array" }): void {
  if (pair.items.length !== 2) {
    const message = `A client pair must hold exactly two paths, certificate and key; this one holds ${pair.items.length}.`;
    context.report("invalid-client-pair", pair, dropped(message));
    return;
  }
  const [certificate, key] = stringsOf(pair);
  if (certificate !== undefined) checkPath(context, certificate);
  if (key === undefined) return;
  const message =
    "An empty key does not mean that the certificate's file holds it: containerd reads the directory itself, and every request to this host fails.";
  checkPath(context, key, message);
}
