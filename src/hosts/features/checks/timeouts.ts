import { parseGoDuration } from "../../resolve/goDuration.ts";
import { isAtLeast } from "../../versions.ts";
import { effects } from "../../effects.ts";
import { type CheckContext, dropped, settingOf } from "./context.ts";

export function checkTimeouts({ active, version, report }: CheckContext): void {
  if (!isAtLeast(version, "2.1")) return;
  for (const host of active) {
    const value = settingOf(host, "dial_timeout")?.value;
    if (value?.kind !== "string" || value.value === "") continue;
    const parsed = parseGoDuration(value.value);
    if ("error" in parsed) {
      report(
        "invalid-duration",
        value,
        dropped(`the duration cannot be read (${parsed.error}). The units are ns, us, ms, s, m and h, without spaces.`),
      );
    } else if (parsed.nanoseconds < 0n) {
      report("non-positive-timeout", value, `${effects.host}: a negative timeout is over before it begins.`);
    } else if (parsed.nanoseconds === 0n) {
      report("non-positive-timeout", value, "Connecting may take as long as the operating system allows: zero means no limit.", {
        severity: "hint",
      });
    }
  }
}
