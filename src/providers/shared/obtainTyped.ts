import type { LoginMethod } from "../loginMethod.ts";

/** The login is what was typed: the user name, unless it is the same for everybody, and the secret. */
export function obtainTyped(username?: string): LoginMethod["obtain"] {
  return (answers) =>
    Promise.resolve({
      kind: "credential",
      credential: { kind: "basic", username: username ?? answers.text("username"), password: answers.secret("secret") },
    });
}
