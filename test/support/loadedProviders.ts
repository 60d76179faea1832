import { providers } from "../../src/providers/catalog.ts";
import type { LoginMethods } from "../../src/providers/loginMethod.ts";
import type { Provider } from "../../src/providers/provider.ts";

export interface LoadedProvider extends Provider {
  readonly methods: LoginMethods;
}

async function load(provider: Provider): Promise<LoadedProvider> {
  return { ...provider, methods: await provider.loadMethods() };
}

/** The catalog with every provider's methods. */
export const loadedProviders: readonly LoadedProvider[] = await Promise.all(providers.map(load));
