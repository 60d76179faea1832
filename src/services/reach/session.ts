import type { BasicCredential, Credential } from "../../core/credential.ts";
import type { Disposable } from "../../core/disposable.ts";
import type { MethodContext } from "../../providers/methodContext.ts";
import type { Rights } from "../../registry/auth/probeRights.ts";
import type { Verification } from "../../registry/auth/verifyCredential.ts";
import type { RegistryEndpoint } from "../../registry/endpoint.ts";
import type { ApiResponse } from "../../registry/http/apiRequest.ts";
import type { ApiJson, ApiRequest } from "../../registry/http/providerApi.ts";
import type { RegistryClient } from "../../registry/registryClient.ts";

/** A client together with the connections it uses. */
export interface Session extends Disposable {
  readonly client: RegistryClient;
  readonly endpoint: RegistryEndpoint;
  /** Asks an API that the registry's login may be shown to, and no other. */
  readonly askApi: (request: ApiRequest, signal: AbortSignal) => Promise<ApiJson>;
  /** Has the host check a credential, in place of those that the client would look up. */
  readonly verify: (credential: Credential, signal: AbortSignal) => Promise<Verification>;
  /** Asks what a verified credential may do, also in a repository. */
  readonly probe: (credential: BasicCredential, repository: string | undefined, signal: AbortSignal) => Promise<Rights>;
  /** Asks an API with a login that the token server has just taken, over connections of the same kind; refuses what `askApi` does. */
  readonly getApi: (url: URL, authorization: string, verifiedBy: URL | undefined, signal: AbortSignal) => Promise<ApiResponse>;
  readonly postForm: MethodContext["postForm"];
}
