import type { Credential } from "../../core/credential.ts";
import { expiryOfCredential } from "../../core/secretExpiry.ts";
import { loginEndOf, type RememberedLogin } from "./rememberedLogins.ts";

/** When a login ends: as its secret itself tells (`isTold`), else as is remembered, perhaps of another one than is stored by now. */
export function knownEndOf(
  credential: Credential,
  login: RememberedLogin | undefined,
): { readonly end: Date; readonly isTold: boolean } | undefined {
  const told = expiryOfCredential(credential);
  const end = told ?? (login === undefined ? undefined : loginEndOf(login));
  return end === undefined ? undefined : { end, isTold: told !== undefined };
}
