import type { LoginPlan } from "../../../../../src/services/login/storeChoices.ts";

/** A login that goes into config.json, where nothing stands in its way. */
export const plainFile: LoginPlan = {
  host: "h",
  path: "/config.json",
  keys: ["h"],
  store: { helper: "", by: "none" },
  podmanFiles: [],
  homeDirectory: "/home/me",
};
