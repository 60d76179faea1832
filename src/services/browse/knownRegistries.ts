import { inSlices } from "../../core/slices.ts";
import type { ConfigOverview, StoredRegistry } from "../../credentials/credentialStore.ts";
import type { AddedRegistries } from "../remembered/addedRegistries.ts";
import type { PassedOverLogins } from "../remembered/passedOverLogins.ts";
import type { RememberedLogin, RememberedLogins } from "../remembered/rememberedLogins.ts";

/** A registry that the person has a login for, or browses without one. */
export interface KnownRegistry {
  readonly host: string;
  /** Whether a file or a helper has, or may have, a credential for it. */
  readonly signedIn: boolean;
  /** The person browses it without the login that is stored. */
  readonly isPassedOver: boolean;
  /** Of the login that was made here; another tool may have replaced it since. */
  readonly login: RememberedLogin | undefined;
  /** Its entries: of config.json first, then of what overlays it. None where it is only browsed, without a login. */
  readonly stored: readonly StoredRegistry[];
}

/** Whether it is browsed with a login, as far as is known without asking. */
export function usesLogin({ signedIn, isPassedOver }: Pick<KnownRegistry, "signedIn" | "isPassedOver">): boolean {
  return signedIn && !isPassedOver;
}

export interface KnownRegistriesOverview {
  readonly registries: readonly KnownRegistry[];
  /** What is wrong with the files. */
  readonly problems: ConfigOverview["problems"];
  /** The configured helper, which may know other registries; "" for none. */
  readonly credsStore: string;
}

export interface KnownRegistriesPorts {
  /** The registries of config.json and of what overlays it; runs no helper. */
  readonly stored: () => Promise<ConfigOverview>;
  /** The registries that the configured helper alone knows; runs it. */
  readonly storedInHelper: () => Promise<readonly StoredRegistry[]>;
  /** The registries that are browsed without a login. */
  readonly added: AddedRegistries;
  readonly remembered: RememberedLogins;
  /** The registries that are browsed without a login, though one may be stored. */
  readonly passedOver: PassedOverLogins;
}

/** The one place that says which registries there are. */
export class KnownRegistries {
  readonly #ports: KnownRegistriesPorts;

  constructor(ports: KnownRegistriesPorts) {
    this.#ports = ports;
  }

  /** One for each host, however many of the files have it, then those without a login. Rejects where config.json cannot be read. */
  async overview(): Promise<KnownRegistriesOverview> {
    const { registries, problems, credsStore } = await this.#ports.stored();
    const stored = await inSlices(this.#group(registries));
    const hosts = new Set(stored.map(({ host }) => host));
    const added = this.#ports.added.hosts().filter((host) => !hosts.has(host));
    const anonymous = added.map((host): KnownRegistry => ({ host, signedIn: false, isPassedOver: false, stored: [], login: undefined }));
    return { registries: [...stored, ...anonymous], problems, credsStore };
  }

  async all(): Promise<readonly KnownRegistry[]> {
    return (await this.overview()).registries;
  }

  async find(host: string): Promise<KnownRegistry | undefined> {
    return (await this.all()).find((each) => each.host === host);
  }

  /** Whether the registry is to be asked as nobody, even where a file or a helper has a login for it. */
  async isPassedOver(host: string): Promise<boolean> {
    const { passedOver } = this.#ports;
    return passedOver.has(host, false) && passedOver.has(host, ((await this.find(host))?.stored.length ?? 0) > 0);
  }

  /** Those with a credential, or that may have one. */
  async signedIn(): Promise<readonly KnownRegistry[]> {
    return (await this.all()).filter(({ signedIn }) => signedIn);
  }

  /** What the configured helper alone knows; runs it, and rejects as it fails. */
  async inHelper(): Promise<readonly KnownRegistry[]> {
    const shown = new Set(this.#ports.added.hosts());
    return inSlices(this.#group((await this.#ports.storedInHelper()).filter(({ host }) => !shown.has(host))));
  }

  *#group(registries: readonly StoredRegistry[]): Generator<undefined, readonly KnownRegistry[]> {
    const known: KnownRegistry[] = [];
    for (const [host, stored] of Map.groupBy(registries, (each) => each.host)) {
      const signedIn = stored.some(({ hasCredential }) => hasCredential !== "no");
      const isPassedOver = signedIn && this.#ports.passedOver.has(host, true);
      known.push({ host, signedIn, isPassedOver, stored, login: signedIn ? this.#ports.remembered.of(host) : undefined });
      yield;
    }
    return known;
  }
}
