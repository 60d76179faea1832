import { type AuthEntry, parseAuthEntry } from "./authEntry.ts";
import { FieldTypeError, mapMembers } from "./configFields.ts";
import { CredentialsError } from "./credentialsError.ts";
import { atOnce } from "../core/slices.ts";
import { JsonSyntaxError, type JsonValue, parseFirstJsonValue } from "./jsonText.ts";
import { withoutAccount } from "./registryName.ts";

export const authVariable = "DOCKER_AUTH_CONFIG";

/** Credentials that docker (since 28.3) and nerdctl take from the environment before they look into the file. */
export interface EnvironmentAuth {
  readonly auths: ReadonlyMap<string, AuthEntry>;
  /** Why the variable is ignored: docker prints this and goes on without it. */
  readonly problem?: CredentialsError;
}

/** Reads `{"auths": {key: {"auth": base64}}}`, in which docker accepts no other field. */
export function parseEnvironmentAuth(text: string | undefined): EnvironmentAuth {
  if (text === undefined || text === "") return { auths: new Map() };
  try {
    return { auths: entriesOf(atOnce(parseFirstJsonValue(text)).value) };
  } catch (error) {
    if (error instanceof InvalidVariable || error instanceof FieldTypeError) return ignored(error.message);
    if (error instanceof JsonSyntaxError) return ignored(`column ${error.column}: ${error.message}`);
    throw error;
  }
}

class InvalidVariable extends Error {}

function ignored(detail: string): EnvironmentAuth {
  const params = { variable: authVariable, detail };
  return { auths: new Map(), problem: new CredentialsError("environment-invalid", `${authVariable} is ignored: ${detail}`, { params }) };
}

function entriesOf(root: JsonValue): ReadonlyMap<string, AuthEntry> {
  const entries = new Map<string, AuthEntry>();
  for (const [name, auths] of mapMembers(root, authVariable)) {
    if (name.toLowerCase() !== "auths") throw new InvalidVariable("a field that docker does not know");
    for (const [key, value] of mapMembers(auths, "auths")) entries.set(key, entryOf(key, value));
  }
  return entries;
}

function entryOf(key: string, value: JsonValue): AuthEntry {
  for (const name of mapMembers(value, "auths").keys()) {
    if (name.toLowerCase() !== "auth") throw new InvalidVariable("a field that docker does not know");
  }
  const parsed = parseAuthEntry(value);
  if ("problem" in parsed || parsed.entry.account === "") throw new InvalidVariable(`no usable "auth" for ${withoutAccount(key)}`);
  return parsed.entry;
}
