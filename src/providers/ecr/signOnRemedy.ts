import type { Remedy } from "../remedy.ts";

/** What begins a single sign-on anew; with "" for the profile that aws chooses itself. */
export function signOnRemedy(profile: string): Remedy {
  return { kind: "terminal", program: "aws", args: ["sso", "login", ...(profile === "" ? [] : ["--profile", profile])] };
}
