import { helperProgram } from "../../../credentials/credentialHelper.ts";
import type { DoctorCheck } from "../check.ts";
import type { LoginFinding } from "../finding.ts";
import type { LoginFix } from "../fix.ts";
import { readOtherSides } from "../otherSides.ts";

/** In WSL: Windows has a login for the registry, which nothing on this side reads. */
export const otherSideCheck: DoctorCheck = {
  id: "other-side",
  limitMs: 10_000,
  async run({ report, ports }) {
    const { own, name } = await report();
    if (own.found !== undefined) return [];
    const sides = await readOtherSides(name, ports);
    return Promise.all(
      sides.map(async ({ path, helper, credential }): Promise<LoginFinding> => {
        const fixes: LoginFix[] = credential === undefined ? [] : [{ kind: "copyLogin", path }];
        // WSL starts programs of Windows under their whole name.
        const ofWindows = helper === undefined || helper.endsWith(".exe") ? helper : `${helper}.exe`;
        const isThere = ofWindows !== undefined && (await ports.spawn.find(helperProgram(ofWindows))) !== undefined;
        if (ofWindows !== undefined && isThere) fixes.push({ kind: "mapHelper", helper: ofWindows });
        const params = { path, ...(helper === undefined ? {} : { helper }) };
        return {
          code: "login-on-other-side",
          severity: own.failure === undefined ? "error" : "warning",
          params,
          fixes: [...fixes, { kind: "logIn" }],
        };
      }),
    );
  },
};
