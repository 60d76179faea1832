import type { Text } from "../core/text.ts";
import type { RegistryProduct } from "../registry/auth/registryProduct.ts";
import type { OpenBrowseSource } from "./browse.ts";
import type { CreateGuide } from "./create.ts";
import type { OpenTagDeletion } from "./deletion.ts";
import type { HostFinder } from "./hostFinder.ts";
import type { LoginMethods } from "./loginMethod.ts";
import type { HelpPage } from "./providerSite.ts";
import type { PushGuide } from "./push.ts";
import type { RefusalNote } from "./shared/refusalNote.ts";
import type { WebPage } from "./webPage.ts";

/** A row of the list of providers. */
export interface ProviderRow {
  readonly label: Text;
  /** The registry, where there is only one. */
  readonly host?: string;
  /** An example, where the host is asked for. */
  readonly example?: string;
  /** What to type for the host, where that takes more than its name. */
  readonly hostPrompt?: Text;
  /** Leads to the host by other questions; loaded when the row is chosen. `detail` says to which. */
  readonly finder?: { readonly detail: Text; readonly load: () => Promise<HostFinder> };
}

/** Web pages that people paste for the registry whose images they show. */
export interface WebPages {
  /** Matches the whole of an address without its scheme. */
  readonly address: RegExp;
  /** Where those images are pulled from; `$1` is the address's first group. */
  readonly registry: string;
  /**
   * Match addresses that tell which image: by the groups `repository` (below `owner`, where that is apart), `tag` and `digest`; or by
   * `part`, where only a part of the repository's name is told.
   */
  readonly images?: readonly RegExp[];
}

/** What differs between registries: who they are, as data. How to log in to them loads when somebody does. */
export interface Provider {
  /** Names its picture, too: media/providers/<id>.svg. */
  readonly id: string;
  /** Its own name, which is not translated. */
  readonly name: string;
  /** Matches hosts in lower case, without port. */
  readonly hosts?: RegExp;
  /** All hosts of the provider are names of this one. */
  readonly canonicalHost?: string;
  readonly pages?: readonly WebPages[];
  /** Recognises the software by its challenge. */
  readonly product?: RegistryProduct;
  readonly rows: readonly ProviderRow[];
  readonly loadMethods: () => Promise<LoginMethods>;
  /** Its own lists, where it has better ones than the registry's protocol; loaded when a registry of its is unfolded. */
  readonly loadBrowse?: () => Promise<OpenBrowseSource>;
  /** How its images are named when they are pushed; loaded when one is. Any name will do where it is left out. */
  readonly loadPush?: () => Promise<PushGuide>;
  /** How repositories come to be there; loaded when one is wanted. A push creates them where it is left out. */
  readonly loadCreate?: () => Promise<CreateGuide>;
  /** Deletes a tag by an API of its own; loaded when one is to go. The registry's protocol does where it is left out. */
  readonly loadDeletion?: () => Promise<OpenTagDeletion>;
  /** Its registry deletes nothing: its pages do, whole versions with all their tags. */
  readonly deletesOnPage?: true;
  /** What it shows of its images on the web; loaded when that is wanted. */
  readonly loadPage?: () => Promise<WebPage>;
  /** What a login needs for these lists, beside what it needs to pull. */
  readonly browseAdvice?: Text;
  readonly helpPages: readonly HelpPage[];
  /** What its registries mean by refusals, where that is particular to them. */
  readonly refusals?: readonly RefusalNote[];
  /** How long the secrets of one user name live from the moment they are made. Source: the provider's page on authentication. */
  readonly lifetime?: { readonly username: string; readonly hours: number };
  /** What to know of the ways to log in to some hosts. */
  readonly methodNotes?: readonly { readonly hosts: RegExp; readonly text: Text }[];
  /** To be known before anything is asked. */
  readonly notice?: Text;
}
