import { type Text, text } from "../../core/text.ts";
import type { SecretQuestion, TextQuestion } from "../question.ts";

/** Why the value is no user name, or undefined: config.json keeps `name:password`, so that a name with a colon cannot be read back. */
function checkUsername(value: string): Text | undefined {
  const name = value.trim();
  if (name === "") return text("Enter a user name.");
  if (name.includes(":")) return text("A user name cannot contain a colon: docker could not read it back.");
  return /\p{Cc}/u.test(name) ? text("A user name cannot contain control characters.") : undefined;
}

/** A user name, with checks of the provider's own after the general ones. */
export function usernameQuestion(options: Partial<Omit<TextQuestion, "id" | "kind">> = {}): TextQuestion {
  const { check } = options;
  return {
    prompt: text("User name"),
    clean: (value) => value.trim(),
    ...options,
    kind: "text",
    id: "username",
    check: (value) => checkUsername(value) ?? check?.(value.trim()),
  };
}

/** A password or token. One line ending comes from the clipboard and is no part of it. */
export function secretQuestion(options: Partial<Omit<SecretQuestion, "id" | "kind" | "clean">> = {}): SecretQuestion {
  const { check, hint } = options;
  const clean = (value: string): string => value.replace(/(?:\r\n|\n|\r)$/, "");
  return {
    prompt: text("Password or access token of {0}"),
    ...options,
    kind: "secret",
    id: "secret",
    clean,
    check: (value) => (clean(value) === "" ? text("Enter a password or token.") : check?.(clean(value))),
    ...(hint === undefined ? {} : { hint: (value: string, host?: string, repository?: string) => hint(clean(value), host, repository) }),
  };
}
