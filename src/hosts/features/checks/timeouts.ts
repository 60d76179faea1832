import { parseGoDuration } from "../../resolve/goDuration.ts";
import { isAtLeast } from "../../versions.ts";
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
        dropped(`containerd cannot read the duration: ${parsed.error}. The units are ns, us, ms, s, m and h, without spaces.`),
      );
    } else if (parsed.nanoseconds < 0n) {
      report("non-positive-timeout", value, "A negative timeout is over before it begins: every connection to this host fails.");
    } else if (parsed.nanoseconds === 0n) {
      report("non-positive-timeout", value, "Zero means no limit: connecting may take as long as the operating system allows.", {
        severity: "hint",
      });
    }
  }
}
