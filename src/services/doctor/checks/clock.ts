import type { DoctorCheck } from "../check.ts";

/** Tokens are good for minutes, and signatures of AWS for five: a clock that is further off makes them invalid. */
const toleratedMs = 3 * 60_000;

/** This machine's clock beside that of the registry. */
export const clockCheck: DoctorCheck = {
  id: "clock",
  limitMs: 20_000,
  async run({ ping, ports }) {
    const answer = await ping();
    const serverTime = "ping" in answer ? answer.ping.serverTime : undefined;
    const skew = serverTime === undefined ? 0 : ports.clock.now() - serverTime;
    if (Math.abs(skew) < toleratedMs) return [];
    const params = { minutes: String(Math.round(Math.abs(skew) / 60_000)), direction: skew > 0 ? "ahead" : "behind" };
    const command = ports.windows ? (["w32tm", "/resync"] as const) : (["sudo", "timedatectl", "set-ntp", "true"] as const);
    return [{ code: "clock-skew", severity: "warning", params, fixes: [{ kind: "copyCommand", command }] }];
  },
};
