import type { Provider } from "../../providers/provider.ts";
import type { RegistryProduct } from "../../registry/auth/registryProduct.ts";

/** The provider of a registry: by its host's name, else by what its base gives away, which is asked only then. Rejects as that does. */
export async function recogniseProvider(
  host: string,
  introduction: () => Promise<{ readonly product?: RegistryProduct | undefined }>,
): Promise<Provider | undefined> {
  const { providerOfHost, providerOfProduct } = await import("../../providers/catalog.ts");
  return providerOfHost(host) ?? providerOfProduct((await introduction()).product);
}
