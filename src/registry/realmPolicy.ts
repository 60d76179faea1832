/** Port: who may be given a registry's credentials. */
export interface RealmPolicy {
  /** The realm hosts of a known provider: when given, no other is trusted without asking. */
  readonly realmHosts?: readonly string[];
  /**
   * Asks the person whether the credentials of `registryHost` may go to `realmHost` (both with port). The answer is
   * remembered by whoever implements this. Rejects with the signal's reason when aborted.
   */
  confirm(registryHost: string, realmHost: string, signal?: AbortSignal): Promise<boolean>;
}

/** Trusts what is safe by itself, and asks nobody. */
export const strictRealmPolicy: RealmPolicy = { confirm: () => Promise.resolve(false) };
