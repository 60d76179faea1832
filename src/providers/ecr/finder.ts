import { text } from "../../core/text.ts";
import type { FoundRegistry, HostFinder } from "../hostFinder.ts";
import type { MethodPorts } from "../methodContext.ts";
import { ObtainError } from "../obtainError.ts";
import { accessKeyMethod, typedKeys } from "./accessKeyMethod.ts";
import { apiOfRegion, isRegion, isRegistryIn } from "./hosts.ts";
import { exchangeKeys } from "./obtainPassword.ts";
import { regionOptions } from "./regions.ts";
import { keysOfChoice, profileMethod, profileQuestions } from "./profileMethod.ts";

/** The registry of the account that a profile reaches, in a region: Amazon names it beside the password. */
export const registryOfProfile: HostFinder = {
  questions: [
    ...profileQuestions,
    {
      kind: "text",
      id: "region",
      prompt: text("Region of the registry"),
      placeholder: text("eu-west-1"),
      check: (value) =>
        isRegion(value.trim().toLowerCase()) ? undefined : text("Region names look like eu-west-1, us-gov-east-1 or cn-north-1."),
      clean: (value) => value.trim().toLowerCase(),
    },
  ],
  find: (answers, ports, signal) => {
    const profile = answers.text("profile");
    return findRegistry(
      answers.text("region"),
      (region) => keysOfChoice(answers, region, ports, signal),
      profile,
      profileMethod.id,
      ports,
      signal,
    );
  },
};

/** The same for an access key that is typed for this login alone. */
export const registryOfAccessKey: HostFinder = {
  questions: [
    ...accessKeyMethod.questions,
    { kind: "choice", id: "region", prompt: text("Region of the registry"), options: regionOptions },
  ],
  find: (answers, ports, signal) => {
    const keys = typedKeys(answers);
    return findRegistry(answers.text("region"), () => Promise.resolve(keys), undefined, accessKeyMethod.id, ports, signal);
  },
};

async function findRegistry(
  region: string,
  keys: Parameters<typeof exchangeKeys>[0],
  profile: string | undefined,
  method: string,
  ports: MethodPorts,
  signal: AbortSignal,
): Promise<FoundRegistry> {
  const site = { region, endpoint: apiOfRegion(region), isPublic: false, profile };
  const { obtained, registry } = await exchangeKeys(keys, site, ports, signal);
  if (obtained.kind === "refused") throw ObtainError.refused(obtained.reason, obtained.cause);
  if (registry === undefined) throw ObtainError.refused(text("Amazon's answer does not name the account's registry."));
  // The password goes there next.
  if (!isRegistryIn(region, registry))
    throw ObtainError.refused(
      text(
        "Amazon's answer names {0}, which is not the registry of an account in the region {1}. Nothing was sent there.",
        registry,
        region,
      ),
    );
  return { host: registry, login: { method, obtained } };
}
