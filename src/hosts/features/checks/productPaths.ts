/** A product that serves the API of a repository below a path, and how that path must read. */
interface PathOfProduct {
  readonly product: string;
  /** Whether a host and its path, which has no `/v2` in it, are the product's. */
  readonly matches: (host: string, path: string) => boolean;
  readonly side: "before" | "after";
}

/**
 * - Artifactory, by path: `/artifactory/api/docker/KEY/v2/IMAGE/tags/list` is its API for each repository (JFrog's REST API).
 * - Artifactory, in JFrog's cloud: `https://NAME.jfrog.io/v2/KEY/IMAGE/tags/list`.
 * - Nexus: `/repository/NAME/v2` answers, `/repository/NAME` does not (containerd issue 6634).
 * - GitLab: `/v2/GROUP/dependency_proxy/containers/IMAGE/manifests/TAG` (its config/routes/group.rb).
 * - Harbor: `/v2/PROJECT` (kubermatic/kubeone issue 3569, containerd issues 5290 and 5518).
 * - Amazon ECR: `/v2/PREFIX` (a comment of 2024 in containerd issue 6634).
 */
const products: readonly PathOfProduct[] = [
  { product: "Artifactory", matches: (_host, path) => /^\/artifactory\/api\/docker\/[^/]+\/?$/.test(path), side: "after" },
  { product: "Artifactory", matches: (host) => host.endsWith(".jfrog.io"), side: "before" },
  { product: "Nexus", matches: (_host, path) => /^\/(?:nexus\/)?repository\/[^/]+\/?$/.test(path), side: "after" },
  { product: "GitLab", matches: (_host, path) => /\/dependency_proxy\/containers\/?$/.test(path), side: "before" },
  { product: "Harbor", matches: (host) => /(?:^|[.-])harbor(?:[.:-]|$)/.test(host), side: "before" },
  { product: "Amazon ECR", matches: (host) => /\.dkr\.ecr\.[^/]+\.amazonaws\.com(?:\.cn)?(?::443)?$/.test(host), side: "before" },
];

/** The path that a known product wants in the place of one without `/v2`; undefined where there is nothing to say. */
export function pathWithV2(host: string, path: string): { readonly product: string; readonly path: string } | undefined {
  const bare = path.replace(/\/+$/, "");
  if (bare === "" || path.split("/").includes("v2")) return undefined;
  const found = products.find(({ matches }) => matches(host.toLowerCase(), bare));
  return found && { product: found.product, path: found.side === "after" ? `${bare}/v2` : `/v2${bare}` };
}
