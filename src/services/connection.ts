import { defaultEndpoint, isLoopback, type RegistryEndpoint } from "../registry/endpoint.ts";

/** What the person's settings say about reaching one registry. */
export interface ConnectionChoices {
  /** The person's word that this host may be asked over plain HTTP. */
  readonly plainHttp: boolean;
}

/**
 * The endpoints to try for a registry, in order. A loopback host may serve either scheme, so HTTPS is tried first and
 * plain HTTP second, as docker does; any other host is asked over plain HTTP only where the person said so.
 */
export function endpointsFor(host: string, choices: ConnectionChoices): readonly [RegistryEndpoint, ...RegistryEndpoint[]] {
  const secure = defaultEndpoint(host);
  const plain: RegistryEndpoint = { ...secure, baseUrl: new URL(`http://${host}/v2`), allowPlainHttp: choices.plainHttp };
  if (choices.plainHttp) return [plain];
  return isLoopback(secure.baseUrl.hostname) ? [secure, plain] : [secure];
}
