import type { Credential } from "../../src/core/credential.ts";
import { Sessions } from "../../src/services/reach/sessions.ts";
import { planOf } from "./connectionPlan.ts";
import type { RunningRegistry } from "./registry/startRegistry.ts";
import { createSessionOpener } from "./sessionOpener.ts";
import { silentLogger } from "./silentLogger.ts";

/** Sessions with that registry alone, for which `stored` is the login, if any. */
export function registrySessions({ host, url }: Pick<RunningRegistry, "host" | "url">, stored?: Credential): Sessions {
  const plan = planOf({ endpoints: [{ host, baseUrl: new URL(`${url}/v2`) }], transport: {}, canResolve: true, isRegistry: true });
  return new Sessions({
    open: createSessionOpener(),
    plan: () => Promise.resolve(plan),
    credentialsFor: () => ({ lookup: () => Promise.resolve(stored) }),
    logger: silentLogger,
  });
}
