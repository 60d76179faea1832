import type { RealmPolicy } from "../../src/registry/auth/realmPolicy.ts";

/** Trusts what is safe by itself, and asks nobody. */
export const strictRealmPolicy: RealmPolicy = { confirm: () => Promise.resolve(false) };
