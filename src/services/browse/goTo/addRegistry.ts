import type { AddedRegistries } from "../../remembered/addedRegistries.ts";
import type { PassedOverLogins } from "../../remembered/passedOverLogins.ts";

export interface AddRegistryPorts {
  readonly registries: AddedRegistries;
  readonly passedOver: PassedOverLogins;
}

/** Shows a registry that no file names, without a login: not even one that a credential helper may have for it. */
export async function addWithoutLogin(host: string, { registries, passedOver }: AddRegistryPorts): Promise<void> {
  await passedOver.add(host, false);
  await registries.add(host);
}
