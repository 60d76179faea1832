import { emptyDocument } from "../../src/credentials/configDocument.ts";
import { LoginChanges } from "../../src/services/browse/loginChanges.ts";

/** Of somebody without logins. */
export function unchangedLogins(): LoginChanges {
  const sources = { path: "/none/config.json", document: emptyDocument, environment: { auths: new Map() }, podmanFiles: [] };
  return new LoginChanges(() => Promise.resolve(sources));
}
