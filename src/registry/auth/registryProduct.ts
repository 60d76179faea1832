import { parseChallenges } from "./challenge.ts";
import type { HttpResponse } from "../http/httpClient.ts";

/** Registry software that gives itself away in its answer to `GET /v2/`. */
export type RegistryProduct = "gitlab" | "gitea" | "harbor" | "quay" | "acr" | "artifactory" | "zot" | "ecr";

interface Signs {
  /** Path of the Bearer realm; empty without one. */
  readonly realmPath: string;
  /** Of the first challenge. */
  readonly service: string;
  /** Text of the Basic realm; empty without one. */
  readonly basicRealm: string;
  readonly host: string;
  readonly isArtifactory: boolean;
}

/** In this order: GitLab and Gitea have the same service, and a path in common with others. */
const signs: readonly (readonly [RegistryProduct, (signs: Signs) => boolean])[] = [
  ["artifactory", (s) => s.isArtifactory || s.basicRealm === "Artifactory Realm"],
  ["gitlab", (s) => s.realmPath.endsWith("/jwt/auth") && s.service === "container_registry"],
  ["gitea", (s) => s.realmPath.endsWith("/v2/token") && s.service === "container_registry"],
  ["harbor", (s) => s.realmPath.endsWith("/service/token") && s.service === "harbor-registry"],
  ["quay", (s) => s.realmPath.endsWith("/v2/auth") && s.service === s.host],
  ["acr", (s) => s.realmPath.endsWith("/oauth2/token") && s.service === s.host],
  ["ecr", (s) => s.service === "ecr.amazonaws.com"],
  ["zot", (s) => s.basicRealm === "Authorization Required"],
];

/** Artifactory says so with each answer. */
export function isArtifactory({ headers }: Pick<HttpResponse, "headers">): boolean {
  return ["x-jfrog-version", "x-artifactory-id", "x-artifactory-node-id"].some((name) => headers.get(name) !== undefined);
}

export function recognizeProduct(response: HttpResponse): RegistryProduct | undefined {
  const challenges = parseChallenges(response.headers.all("www-authenticate"));
  const realm = challenges.find((challenge) => challenge.scheme === "bearer")?.params.get("realm") ?? "";
  const found: Signs = {
    realmPath: URL.parse(realm, response.url.href)?.pathname ?? "",
    service: challenges[0]?.params.get("service") ?? "",
    basicRealm: challenges.find((challenge) => challenge.scheme === "basic")?.params.get("realm") ?? "",
    host: response.url.host,
    isArtifactory: isArtifactory(response),
  };
  return signs.find(([, matches]) => matches(found))?.[0];
}
