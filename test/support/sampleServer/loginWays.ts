import type { RequestListener } from "node:http";
import type { LoginMethod } from "../../../src/providers/loginMethod.ts";
import type { Provider, ProviderRow } from "../../../src/providers/provider.ts";
import { loadedProviders as providers } from "../loadedProviders.ts";
import { createSampleHandler } from "./sampleHandler.ts";
import { at, loadSample, loadSamples, renamed, type Sample } from "./samples.ts";

/** A way to log in, as a person finds it, at a registry that `waySamples` play. */
export interface LoginWay {
  /** The row of the provider list. */
  readonly place: string;
  readonly method: string;
  readonly host: string;
  /** As it is typed; left out where the method has its own. */
  readonly username?: string;
  /** In config.json, where it is not what was typed. */
  readonly savedUsername?: string;
  /** What a wrong secret is answered with: the words of the registry, where it has any, and what can be done. The field does not say it before. */
  readonly refusal: RegExp;
}

const authentication = /authentication required/;
const gitlabRefusal = /HTTP Basic: Access denied.*failed attempts/;

export const loginWays: readonly LoginWay[] = [
  {
    place: "Docker Hub",
    method: "Docker ID and Access Token",
    host: "docker.io",
    username: "alice",
    refusal: /incorrect username or password.*two-factor/,
  },
  {
    place: "Docker Hub",
    method: "Organization Access Token",
    host: "docker.io",
    username: "acme",
    refusal: /incorrect username or password.*organization's name/,
  },
  {
    place: "GitHub Container Registry",
    method: "Classic Access Token",
    host: "ghcr.io",
    username: "Octo",
    savedUsername: "octo",
    refusal: /denied.*read:packages.*single sign-on/,
  },
  {
    place: "GitHub Enterprise",
    method: "Classic Access Token",
    host: "containers.octocorp.ghe.com",
    username: "Octo",
    savedUsername: "octo",
    refusal: /denied.*read:packages/,
  },
  {
    place: "GitHub Enterprise",
    method: "Classic Access Token",
    host: "containers.github.example.test",
    username: "octo",
    refusal: /denied.*read:packages/,
  },
  {
    place: "GitLab.com",
    method: "Personal, Project or Group Access Token",
    host: "registry.gitlab.com",
    username: "alice",
    refusal: gitlabRefusal,
  },
  { place: "GitLab.com", method: "Deploy Token", host: "registry.gitlab.com", username: "gitlab+deploy-token-1", refusal: gitlabRefusal },
  {
    place: "GitLab, self-managed",
    method: "Personal, Project or Group Access Token",
    host: "registry.gitlab.example.test",
    username: "alice",
    refusal: gitlabRefusal,
  },
  { place: "GitLab, self-managed", method: "Deploy Token", host: "registry.gitlab.example.test", username: "ci", refusal: gitlabRefusal },
  { place: "Quay.io", method: "Robot Account", host: "quay.io", username: "acme+ci", refusal: /Invalid Username or Password.*latest one/ },
  {
    place: "Quay.io",
    method: "User Name and Encrypted Password",
    host: "quay.io",
    username: "alice",
    refusal: /Invalid Username or Password.*Red Hat/,
  },
  { place: "Quay.io", method: "Application Token", host: "quay.io", refusal: /Invalid Username or Password.*application/ },
  { place: "Quay.io", method: "App-Specific Token", host: "quay.io", refusal: /Invalid Username or Password.*expired/ },
  {
    place: "Red Hat Quay, self-hosted",
    method: "Robot Account",
    host: "quay.example.test",
    username: "acme+ci",
    refusal: /Invalid Username or Password.*latest one/,
  },
  {
    place: "Red Hat Quay, self-hosted",
    method: "User Name and Encrypted Password",
    host: "quay.example.test",
    username: "alice",
    refusal: /Invalid Username or Password.*Red Hat/,
  },
  {
    place: "Red Hat Quay, self-hosted",
    method: "Application Token",
    host: "quay.example.test",
    refusal: /Invalid Username or Password.*application/,
  },
  {
    place: "Red Hat Quay, self-hosted",
    method: "App-Specific Token",
    host: "quay.example.test",
    refusal: /Invalid Username or Password.*expired/,
  },
  {
    place: "Amazon Elastic Container Registry",
    method: "Password of “aws ecr get-login-password”",
    host: "123456789012.dkr.ecr.us-east-1.amazonaws.com",
    refusal: /Not Authorized.*12 hours/,
  },
  {
    place: "Amazon Elastic Container Registry",
    method: "Password of “aws ecr-public get-login-password”",
    host: "public.ecr.aws",
    refusal: /Not Authorized.*12 hours/,
  },
  {
    place: "Azure Container Registry",
    method: "User Name and Password of “Access Keys”",
    host: "contoso.azurecr.io",
    username: "contoso",
    refusal: /authentication required.*admin user/,
  },
  {
    place: "Azure Container Registry",
    method: "Service Principal",
    host: "contoso.azurecr.io",
    username: "11111111-2222-3333-4444-555555555555",
    refusal: /authentication required.*client secret/i,
  },
  {
    place: "Azure Container Registry",
    method: "Repository Token",
    host: "contoso.azurecr.io",
    username: "ci",
    refusal: /authentication required.*enabled/,
  },
  {
    place: "Google Artifact Registry",
    method: "Access Token",
    host: "us-central1-docker.pkg.dev",
    refusal: /authentication failed.*an hour/,
  },
  {
    place: "Google Container Registry (closed)",
    method: "Access Token",
    host: "gcr.io",
    refusal: /authentication failed.*an hour/,
  },
  {
    place: "JFrog Artifactory",
    method: "User Name and Password",
    host: "acme.jfrog.io",
    username: "alice",
    refusal: /Bad credentials.*single sign-on/,
  },
  {
    place: "JFrog Artifactory",
    method: "Identity, Access or Reference Token",
    host: "acme.jfrog.io",
    username: "alice",
    refusal: /Bad credentials/,
  },
  {
    place: "JFrog Artifactory",
    method: "User Name and Password",
    host: "art.example.test",
    username: "alice",
    refusal: /authentication required.*single sign-on/,
  },
  // Harbor says nothing.
  { place: "Harbor", method: "Robot Account", host: "harbor.example.test", username: "robot$acme+ci", refusal: /Has the robot expired/ },
  {
    place: "Harbor",
    method: "User Name and Password or CLI Secret",
    host: "harbor.example.test",
    username: "alice",
    refusal: /OpenID Connect need/,
  },
  {
    place: "Gitea or Forgejo",
    method: "User Name and Access Token",
    host: "gitea.example.test",
    username: "alice",
    refusal: /UNAUTHORIZED.*read:package/,
  },
  {
    place: "zot",
    method: "User Name and Password or API Key",
    host: "zot.example.test",
    username: "alice",
    refusal: /authentication required.*slowly/,
  },
  {
    place: "Any other registry",
    method: "User Name and Password or Token",
    host: "reg.example.test",
    username: "alice",
    refusal: authentication,
  },
];

/** Ways whose secret nobody types: a program or a file has it. Each has a test of its own. */
export const borrowedWays: readonly Omit<LoginWay, "refusal">[] = [
  { place: "GitHub Container Registry", method: "GitHub Account of VS Code", host: "ghcr.io" },
  { place: "GitHub Container Registry", method: "GitHub Command Line (gh)", host: "ghcr.io" },
  ...["123456789012.dkr.ecr.us-east-1.amazonaws.com", "public.ecr.aws"].flatMap((host) => [
    { place: "Amazon Elastic Container Registry", method: "Profile of ~/.aws", host },
    { place: "Amazon Elastic Container Registry", method: "Access Key, for This Login Only", host },
    { place: "Amazon Elastic Container Registry", method: "AWS Command Line (aws)", host },
    { place: "Amazon Elastic Container Registry", method: "Credential Helper of Amazon (docker-credential-ecr-login)", host },
  ]),
  { place: "Azure Container Registry", method: "Microsoft Account of VS Code", host: "contoso.azurecr.io" },
  { place: "Azure Container Registry", method: "Microsoft Account of the Azure Command Line (az)", host: "contoso.azurecr.io" },
  ...[
    { place: "Google Artifact Registry", host: "us-central1-docker.pkg.dev" },
    { place: "Google Container Registry (closed)", host: "gcr.io" },
  ].flatMap(({ place, host }) =>
    [
      "Service Account's Key File",
      "Credential Helper of gcloud",
      "Google Account of gcloud",
      "Application Default Credentials",
      "Service Account's Key as Base64",
    ].map((method) => ({ place, method, host })),
  ),
];

/** GitHub's answer to who somebody is, with the scopes of a token. */
export function githubUser(scopes: string): Sample {
  const response = { status: 200, headers: { "X-OAuth-Scopes": scopes }, body: { login: "Octo" } };
  return { name: "user", confidence: "documented", request: { method: "GET", url: "https://api.github.com/user" }, response };
}

export const gitlabProjects = "https://gitlab.com/api/v4/projects?membership=true&per_page=1&simple=true";

const github = [...loadSamples("ghcr", "v2-401", "token", "token-403"), githubUser("read:packages, write:packages")];
const gitlab = [
  ...loadSamples("gitlab", "v2-401", "jwt-auth", "jwt-auth-401"),
  at(gitlabProjects, loadSample("gitlab/api-projects")),
  loadSample("gitlab/api-token-self"),
];
const quay = loadSamples("quay", "v2-401", "auth", "auth-401");

function apiHostOf(host: string): string {
  return host === "docker.io" ? "registry-1.docker.io" : host;
}

const tokenServersAndApis: readonly Sample[] = [
  ...loadSamples("dockerhub", "v2-401", "registry-token", "registry-token-401"),
  ...github,
  ...renamed(
    [
      ["ghcr.io", "containers.octocorp.ghe.com"],
      ["api.github.com", "api.octocorp.ghe.com"],
    ],
    github,
  ),
  ...renamed(
    [
      ["ghcr.io", "containers.github.example.test"],
      ["api.github.com", "github.example.test/api/v3"],
    ],
    github,
  ),
  ...gitlab,
  ...renamed(
    [
      ["registry.gitlab.com", "registry.gitlab.example.test"],
      ["gitlab.com", "gitlab.example.test"],
    ],
    gitlab,
  ),
  ...quay,
  ...renamed([["quay.io", "quay.example.test"]], quay),
  ...loadSamples("ecr", "v2-401", "public-v2-401", "public-token"),
  at("https://public.ecr.aws/token/", loadSample("ecr/v2-401")),
  ...loadSamples("acr", "v2-401", "oauth2-token-basic", "oauth2-token-401"),
  ...loadSamples("gar", "v2-401", "token", "token-401"),
  ...loadSamples("gcr", "v2-401"),
  ...loadSamples("gar", "token", "token-401").map((sample) => at("https://gcr.io/v2/token", sample)),
  ...loadSamples("jfrog", "v2-401-bearer", "token", "v2-401-basic", "api-repositories"),
  at("https://art.example.test/artifactory/api/repositories?packageType=docker", loadSample("jfrog/api-repositories")),
  at("https://acme.jfrog.io/v2/token", loadSample("jfrog/api-401")),
  ...loadSamples("harbor", "v2-401", "service-token", "service-token-401"),
  ...loadSamples("gitea", "v2-401", "token"),
  // A login that is wrong is answered as none is.
  at("https://gitea.example.test/v2/token", loadSample("gitea/v2-401")),
  at("https://zot.example.test/v2/", loadSample("zot/v2-401")),
  at("https://reg.example.test/v2/", loadSample("generic/v2-401-basic")),
];

/** A registry asks for its list of repositories what it asks for its base, where no sample says something else. */
const catalogs: readonly Sample[] = [
  loadSample("harbor/catalog-401"),
  ...tokenServersAndApis.filter(({ request }) => request.url.endsWith("/v2/")).map((sample) => at(`${sample.request.url}_catalog`, sample)),
];

/** How the answers of a way's registry are known, as docs/PROVIDERS.md writes it: nobody's, an account's, and a wrong secret's. */
export function knownOf({ host }: Pick<LoginWay, "host">): readonly [challenge: string, accepted: string, refused: string] {
  const challenge = waySamples.find(({ request, response }) => request.url === `https://${apiHostOf(host)}/v2/` && response.status === 401);
  const header = String(challenge?.response.headers["WWW-Authenticate"]);
  const realm = /Bearer realm="([^"]+)"/.exec(header)?.[1];
  // By Basic, an account is answered at the base of the API, as every registry does, and a wrong one as nobody is.
  if (realm === undefined) return [wordOf(challenge), "documented", "documented"];
  const answers = waySamples.filter(({ request }) => request.url.replace(/\?.*/, "") === realm);
  return [
    wordOf(challenge),
    wordOf(answers.find(({ response }) => response.status === 200)),
    wordOf(answers.find(({ response }) => response.status !== 200)),
  ];
}

function wordOf(sample: Sample | undefined): string {
  if (sample === undefined) return "unknown";
  return sample.confidence === "captured" ? "recorded" : "documented";
}

/** What all registries of `loginWays` answer somebody unknown, a wrong secret, and a right one. */
export const waySamples: readonly Sample[] = [
  ...tokenServersAndApis,
  ...catalogs,
  ...[...new Set(loginWays.map(({ host }) => apiHostOf(host)))].map((host) => at(`https://${host}/v2/`, loadSample("generic/v2-200"))),
];

/** The registry of a way at another of its provider's hosts, which takes one secret. */
export function copiedRegistry(
  host: string,
  copy: string,
  password: string,
  onUnknown: (request: string) => void = () => {},
): RequestListener {
  const own = waySamples.filter(({ request }) => new URL(request.url).host === host);
  return createSampleHandler({ samples: renamed([[host, copy]], own), hosts: "real", password, onUnknown });
}

export interface WayDetails {
  readonly provider: Provider;
  readonly row: ProviderRow;
  readonly method: LoginMethod;
  /** Whether the wizard asks for the method: not where there is only one, unless there is something to say about it. */
  readonly asksMethod: boolean;
  /** In config.json. */
  readonly username: string;
}

/** What the catalog has for a way. */
export function detailsOf({ place, method: label, host, username, savedUsername }: LoginWay): WayDetails {
  for (const provider of providers) {
    const row = provider.rows.find(({ label: { text } }) => text === place);
    const methods = provider.methods.filter(({ onlyAt }) => onlyAt?.test(host) !== false);
    const method = methods.find(({ label: { text } }) => text === label);
    if (row === undefined || method === undefined) continue;
    // A machine without `gh` does not offer it.
    const asksMethod = methods.length > 1 || provider.notice !== undefined;
    return { provider, row, method, asksMethod, username: savedUsername ?? username ?? method.username ?? "" };
  }
  throw new Error(`the catalog has no ${place}: ${label}`);
}

/** docker writes the host alone, nerdctl its port too, and each tool finds its own; Docker Hub has one key for all. */
export function keysOf(host: string): readonly string[] {
  if (host === "docker.io") return ["https://index.docker.io/v1/"];
  return /:\d+$/.test(host) ? [host] : [host, `${host}:443`];
}
