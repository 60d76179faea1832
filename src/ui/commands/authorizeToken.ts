import { RegistryError } from "../../core/registryError.ts";
import { openPage } from "../../platform/openPage.ts";
import type { TreeNode } from "../tree/node.ts";

/** Opens GitHub's page that authorizes the refused token for an organization's single sign-on; no page of anybody else. */
export async function authorizeTokenCommand(node: TreeNode): Promise<void> {
  const page = authorizationPage(node);
  if (page !== undefined) await openPage(page);
}

/** The page that the row's refusal names. */
export function authorizationPage(node: TreeNode): string | undefined {
  const address = node.kind === "error" && node.error instanceof RegistryError ? node.error.params["authorize"] : undefined;
  const url = URL.parse(String(address));
  return url?.origin === "https://github.com" ? url.href : undefined;
}
