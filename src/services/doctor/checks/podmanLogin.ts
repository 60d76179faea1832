import { isSameCredential } from "../../../credentials/loginReport.ts";
import { withoutAccount } from "../../../credentials/registryName.ts";
import type { DoctorCheck } from "../check.ts";
import type { LoginFix } from "../fix.ts";
import { isPodmanKind } from "./tools.ts";

/** A login of podman's own files, which it takes before that of config.json: often one of long ago. */
export const podmanLoginCheck: DoctorCheck = {
  id: "podman-login",
  limitMs: 30_000,
  async run({ report, verdictOn }) {
    const { own, views, path: config } = await report();
    const apart = views.filter(({ tool, found }) => isPodmanKind(tool) && (found?.origin.path ?? config) !== config);
    const podman = apart[0]?.found;
    const { path = "", key = "", helper } = podman?.origin ?? {};
    if (podman === undefined || own.found === undefined || path === config || isSameCredential(podman.credential, own.found.credential))
      return [];
    const { kind } = await verdictOn(podman.credential);
    const fixes: readonly LoginFix[] =
      helper === undefined
        ? [
            { kind: "removeEntry", path, key },
            { kind: "openFile", path },
          ]
        : [{ kind: "openFile", path }];
    const isRefused = kind === "refused";
    const params = { path, key: withoutAccount(key), isRefused: String(isRefused), tools: apart.map(({ tool }) => tool).join(" ") };
    return [{ code: "podman-other-login", severity: isRefused ? "warning" : "hint", params, fixes }];
  },
};
