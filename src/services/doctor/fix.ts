import type { RegistryError } from "../../core/registryError.ts";
import type { CommandWords } from "../../core/shellQuote.ts";
import type { ConfigRepair } from "../../credentials/repairConfig.ts";

/** What changes something, and can be diagnosed anew afterwards. */
export type LoginChange =
  | { readonly kind: "repairConfig"; readonly repair: ConfigRepair }
  | { readonly kind: "removeEntry"; readonly path: string; readonly key: string }
  | { readonly kind: "unmapHelper"; readonly helper: string }
  | { readonly kind: "mapHelper"; readonly helper: string }
  /** This window, and terminals that it opens, go on without the variable, or with it again. */
  | { readonly kind: "setVariableAside"; readonly variable: string; readonly isAside: boolean }
  /** The login of a config.json on the other side of WSL, once the registry has accepted it. */
  | { readonly kind: "copyLogin"; readonly path: string }
  /** A directory gets a name that nobody looks for. */
  | { readonly kind: "setDirectoryAside"; readonly path: string }
  /** A link to a directory, under the name that nerdctl looks for first. */
  | { readonly kind: "linkDirectory"; readonly directory: string; readonly link: string };

/** What leads a person to where they can do something about it. */
export type Lead =
  | { readonly kind: "logIn" }
  | { readonly kind: "logInAgain" }
  | { readonly kind: "openFile"; readonly path: string; readonly line?: number; readonly column?: number }
  | { readonly kind: "openSetting"; readonly setting: string }
  | { readonly kind: "openPage"; readonly url: string }
  | { readonly kind: "copyCommand"; readonly command: CommandWords }
  /** Into a terminal, where it runs only when the person presses Enter. */
  | { readonly kind: "typePullSecretCommand"; readonly configPath: string }
  | { readonly kind: "copyPullSecret" }
  /** What hosts.toml may say of a certificate that is not trusted. */
  | { readonly kind: "setUpTrust"; readonly fault: RegistryError }
  | { readonly kind: "explainPull" };

export type LoginFix = LoginChange | Lead;

const changes: ReadonlySet<LoginFix["kind"]> = new Set([
  "repairConfig",
  "removeEntry",
  "unmapHelper",
  "mapHelper",
  "setVariableAside",
  "copyLogin",
  "setDirectoryAside",
  "linkDirectory",
] satisfies readonly LoginChange["kind"][]);

export function isChange(fix: LoginFix): fix is LoginChange {
  return changes.has(fix.kind);
}
