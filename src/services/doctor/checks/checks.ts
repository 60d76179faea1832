import type { DoctorCheck } from "../check.ts";
import { clockCheck } from "./clock.ts";
import { configFileCheck } from "./configFile.ts";
import { dockerHubKeyCheck } from "./dockerHubKey.ts";
import { environmentCheck } from "./environment.ts";
import { expiryCheck } from "./expiry.ts";
import { helperCheck } from "./helper.ts";
import { hostsDirectoriesCheck } from "./hostsDirectories.ts";
import { loopbackCheck } from "./loopback.ts";
import { loginCheck } from "./login.ts";
import { nerdctlCheck } from "./nerdctl.ts";
import { otherSideCheck } from "./otherSide.ts";
import { podmanFileCheck } from "./podmanFile.ts";
import { podmanLoginCheck } from "./podmanLogin.ts";
import { proxyCheck } from "./proxy.ts";
import { rootfulCheck } from "./rootful.ts";
import { toolsCheck } from "./tools.ts";

/** All that is looked at. They run together. */
export const loginChecks: readonly DoctorCheck[] = [
  configFileCheck,
  environmentCheck,
  helperCheck,
  dockerHubKeyCheck,
  expiryCheck,
  otherSideCheck,
  loginCheck,
  clockCheck,
  proxyCheck,
  podmanFileCheck,
  podmanLoginCheck,
  toolsCheck,
  hostsDirectoriesCheck,
  nerdctlCheck,
  rootfulCheck,
  loopbackCheck,
];
