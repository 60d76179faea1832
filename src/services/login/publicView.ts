import { type Text, text } from "../../core/text.ts";
import { RegistryError } from "../../core/registryError.ts";
import type { Sessions } from "../reach/sessions.ts";
import { withSession } from "../reach/withSession.ts";

/** What somebody without a login sees of a registry. */
export interface PublicView {
  /** Whether it lists its repositories; where it does not, they are found by their names. */
  readonly lists: boolean;
}

/** How registries say that they have no list, or none for nobody. */
const noList = ["unauthorized", "denied", "not-found", "unsupported", "request-rejected"] as const;

/**
 * Looks at a registry as nobody. Rejects with RegistryError: `unauthorized` where everybody needs a login, since the registry
 * takes names with passwords only, or its token server gives nobody a token.
 */
export async function viewAsNobody(host: string, sessions: Sessions, signal: AbortSignal): Promise<PublicView> {
  return withSession(sessions.connectAsNobody(host, signal), async ({ client }) => {
    const { auth } = await client.ping({ signal });
    try {
      await client.listRepositories({ pageSize: 1, signal });
      return { lists: true };
    } catch (error) {
      if (!RegistryError.is(error, ...noList)) throw error;
      // Of a token server's refusal, the error names its realm.
      const isForAnybody = auth === "none" || (auth === "bearer" && (error.code !== "unauthorized" || error.params["realm"] === undefined));
      if (!isForAnybody) throw error;
      return { lists: false };
    }
  });
}

export function publicViewText(host: string, { lists }: PublicView): Text {
  if (lists) return text("{0} is browsed without a login: it lists its repositories to anybody.", host);
  return text(
    "{0} is browsed without a login. It does not list its repositories: “Add Repository…” browses one that you know by name.",
    host,
  );
}
