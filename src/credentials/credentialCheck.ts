import type { Credential } from "../core/credential.ts";
import { Secret } from "../core/secret.ts";
import { CredentialsError } from "./credentialsError.ts";

// oxlint-disable-next-line no-control-regex -- control characters are what it looks for
const control = /[\u0000-\u001f\u007f]/;

/**
 * The credential as it may be written. The user name is trimmed, one line end at the end of the secret is dropped (it comes
 * along when a token is pasted or read from a file). Refused is what would harm: an empty user name makes docker refuse the
 * whole file, one with a colon would be split in the wrong place, and NUL bytes get lost.
 * Throws CredentialsError `invalid-username` or `invalid-secret`.
 */
export function checkCredential(credential: Credential): Credential {
  switch (credential.kind) {
    case "basic":
      return { ...credential, username: validUsername(credential.username), password: validSecret(credential.password) };
    case "identityToken":
      // An identity token may stand alone: `{"identitytoken": …}`.
      return {
        ...credential,
        username: credential.username.trim() && validUsername(credential.username),
        token: validSecret(credential.token),
      };
    case "registryToken":
      return { ...credential, token: validSecret(credential.token) };
    default:
      return credential satisfies never;
  }
}

function validUsername(typed: string): string {
  const username = typed.trim().toWellFormed();
  if (username === "") throw invalid("invalid-username", "empty");
  if (username.includes(":")) throw invalid("invalid-username", "colon");
  if (control.test(username)) throw invalid("invalid-username", "control");
  return username;
}

function validSecret(typed: Secret): Secret {
  const text = typed
    .reveal()
    .replace(/(?:\r\n|\n|\r)$/, "")
    .toWellFormed();
  if (text === "") throw invalid("invalid-secret", "empty");
  if (text.includes("\0")) throw invalid("invalid-secret", "control");
  return new Secret(text);
}

function invalid(code: "invalid-username" | "invalid-secret", reason: "empty" | "colon" | "control"): CredentialsError {
  return new CredentialsError(code, `${code}: ${reason}`, { params: { reason } });
}
