import { text } from "../../core/text.ts";
import type { HostFinder } from "../hostFinder.ts";
import { ObtainError } from "../obtainError.ts";
import { apiOfRegion, isRegion, isRegistryIn } from "./hosts.ts";
import { exchangeKeys } from "./obtainPassword.ts";
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
        isRegion(value.trim().toLowerCase()) ? undefined : text("A region is named like eu-west-1, us-gov-east-1 or cn-north-1."),
      clean: (value) => value.trim().toLowerCase(),
    },
  ],
  find: async (answers, ports, signal) => {
    const region = answers.text("region");
    const profile = answers.text("profile");
    const keys = (asked: string) => keysOfChoice(answers, asked, ports, signal);
    const { obtained, registry } = await exchangeKeys(
      keys,
      { region, endpoint: apiOfRegion(region), isPublic: false, profile },
      ports,
      signal,
    );
    if (obtained.kind === "refused") throw ObtainError.refused(obtained.reason);
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
    return { host: registry, login: { method: profileMethod.id, obtained } };
  },
};
