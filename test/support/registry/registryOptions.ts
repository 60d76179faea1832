import type { Access } from "./access.ts";
import type { Account } from "./accounts.ts";
import type { ContentStore } from "./contentStore.ts";
import type { TlsOptions } from "./listen.ts";
import type { PageLimit } from "./listings.ts";

export type AuthOptions =
  | { readonly kind: "none" }
  | { readonly kind: "basic"; readonly accounts: readonly Account[]; readonly anonymousRights?: readonly Access[] }
  | {
      readonly kind: "bearer";
      readonly accounts: readonly Account[];
      readonly anonymousRights?: readonly Access[];
      /** Of a token; 300 when left out. */
      readonly lifetimeSeconds?: number;
    };

export interface RegistryOptions {
  /** What the registry holds, and writes to; nothing at first when left out. */
  readonly content?: ContentStore;
  /** `none` when left out. */
  readonly auth?: AuthOptions;
  /** A free port when left out. */
  readonly port?: number;
  /** HTTPS with these; HTTP when left out. */
  readonly tls?: TlsOptions;
  /** What `host` and `url` say; the server listens on 127.0.0.1 in any case. */
  readonly hostname?: "127.0.0.1" | "localhost" | "0.0.0.0";
  /** Which deletions are served; all when left out. */
  readonly deletes?: "all" | "digests" | "none";
  /** False answers 404 to `_catalog`, as many registries do. */
  readonly catalog?: boolean;
  /** False answers 404 to the referrers API, so that clients fall back to the referrers tag. */
  readonly referrers?: boolean;
  /** Page size limit of both listings; 1,000, clamped, when left out. */
  readonly pageLimit?: PageLimit;
  /** 1 GiB when left out. */
  readonly maxBlobBytes?: number;
  /** Milliseconds since the Unix epoch, for tests of expiry. */
  readonly now?: () => number;
}
