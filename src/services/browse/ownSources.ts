import type { BrowseContext, BrowseSource, Signing } from "../../providers/browse.ts";
import { recogniseProvider } from "../reach/recogniseProvider.ts";
import type { Session } from "../reach/session.ts";

/** What a provider lists by itself over one session, and whether it has refused the session's login. */
export interface OwnSource {
  /** The provider's. */
  readonly id: string;
  readonly source: BrowseSource;
  isLoginRefused: boolean;
}

/** The lists that providers have of their own, one source for each session. */
export class OwnSources {
  readonly #added: (host: string) => readonly string[];
  readonly #signingFor: (host: string) => Signing | undefined;
  readonly #sources = new Map<Session, { readonly host: string; readonly own: OwnSource | undefined }>();

  /** `added`: the repositories of a registry that the person added by name. */
  constructor(added: (host: string) => readonly string[], signingFor: (host: string) => Signing | undefined) {
    this.#added = added;
    this.#signingFor = signingFor;
  }

  /** Undefined where the registry's provider has none, or none for its login. Rejects where the registry cannot be reached. */
  async of(host: string, session: Session, signal: AbortSignal): Promise<OwnSource | undefined> {
    const known = this.#sources.get(session);
    if (known !== undefined) return known.own;
    const own = await this.#open(host, session, signal);
    const meanwhile = this.#sources.get(session);
    if (meanwhile !== undefined) {
      // Two lists were opened at the same time: one source is enough.
      own?.source.dispose?.();
      return meanwhile.own;
    }
    this.#sources.set(session, { host, own });
    return own;
  }

  /** Ends the sources of a registry, or all: its sessions end. */
  end(host?: string): void {
    for (const [session, each] of this.#sources) {
      if (host !== undefined && each.host !== host) continue;
      each.own?.source.dispose?.();
      this.#sources.delete(session);
    }
  }

  async #open(host: string, session: Session, signal: AbortSignal): Promise<OwnSource | undefined> {
    const provider = await recogniseProvider(host, () => session.client.introduction({ signal }));
    if (provider?.loadBrowse === undefined) return undefined;
    const { client, endpoint, askApi } = session;
    const { credential } = await client.introduction({ signal });
    const context: BrowseContext = {
      host,
      origin: endpoint.baseUrl.origin,
      credential,
      signing: this.#signingFor(host),
      added: this.#added(host),
      tokenServer: (asked) => client.tokenServer({ signal: asked }),
      askRegistry: (target, scope, asked) => client.getJson(target, scope, { signal: asked }),
      askApi,
    };
    const source = await (await provider.loadBrowse())(context);
    return source === undefined ? undefined : { id: provider.id, source, isLoginRefused: false };
  }
}
