import { type Text, text } from "../../core/text.ts";
import type { Link, LoginField, LoginMethod } from "../provider.ts";

/** Why the value is no user name, or undefined: config.json keeps `name:password`, so that a name with a colon cannot be read back. */
export function checkUsername(value: string): Text | undefined {
  const name = value.trim();
  if (name === "") return text("A user name is needed.");
  if (name.includes(":")) return text("A user name has no colon: docker could not read it back.");
  return /\p{Cc}/u.test(name) ? text("A user name has no control characters.") : undefined;
}

/** A user name, with checks of the provider's own after the general ones. */
export function usernameField(options: Partial<Omit<LoginField, "id">> = {}): LoginField {
  const { check } = options;
  return {
    prompt: text("User name"),
    clean: (value) => value.trim(),
    ...options,
    id: "username",
    check: (value) => checkUsername(value) ?? check?.(value.trim()),
  };
}

/** A password or token. One line ending comes from the clipboard and is no part of it. */
export function secretField(options: Partial<Omit<LoginField, "id" | "clean">> = {}): LoginField {
  const { check, hint } = options;
  const clean = (value: string): string => value.replace(/(?:\r\n|\n|\r)$/, "");
  return {
    prompt: text("Password or access token of {0}"),
    ...options,
    id: "secret",
    clean,
    check: (value) => (clean(value) === "" ? text("A password or token is needed.") : check?.(clean(value))),
    ...(hint === undefined ? {} : { hint: (value: string) => hint(clean(value)) }),
  };
}

/** What works with every registry that has passwords. */
export const passwordMethod: LoginMethod = {
  id: "password",
  label: text("User Name and Password or Token"),
  detail: text("Whatever the registry accepts in the password's place"),
  fields: [usernameField(), secretField()],
};

export function docsLink(label: Text, url: string): Link {
  return { kind: "docs", label, url: () => url };
}

export function portalLink(label: Text, url: string | Link["url"]): Link {
  return { kind: "portal", label, url: typeof url === "string" ? () => url : url };
}

export function tokenLink(label: Text, url: Link["url"]): Link {
  return { kind: "token", label, url };
}
