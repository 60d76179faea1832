import { stringValuesOf } from "../../resolve/hostConfig.ts";
import type { HeaderLine } from "../../resolve/model.ts";
import { effects } from "../../effects.ts";
import type { CheckContext } from "./context.ts";

/** RFC 9110, 5.1 and 5.6.2: a field name is a token. */
const tokenPattern = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;
/** RFC 9110, 5.5: no control characters in a field value, tab apart. */
const notInValue = /[^\t -~\u0080-\uFFFF]/;
const secretName = /authorization|cookie|token|secret|passw|api-?key|credential/i;

export function checkHeaders(context: CheckContext): void {
  for (const { section } of context.active) for (const [name, line] of section.headers) checkHeader(context, name, line);
}

function checkHeader({ report }: CheckContext, name: string, { part, value }: HeaderLine): void {
  if (!tokenPattern.test(name)) {
    report("invalid-header", part, `${effects.host}: an HTTP header cannot have this name.`);
  }
  for (const item of stringValuesOf(value)) {
    if (notInValue.test(item.value)) {
      report("invalid-header", item, `${effects.host}: a header must not hold a line end or another control character.`);
    } else if (secretName.test(name) && item.value !== "") {
      report(
        "secret-in-header",
        item,
        "Whoever can read this file has this secret: it stands here in clear text, for containerd to send with each request to this host. Keep the file unreadable for others.",
      );
    }
  }
}
