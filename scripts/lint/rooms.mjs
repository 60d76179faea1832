// The one table of who may import whom. `lint/houseRules.mjs` holds the code to it, `docs/ARCHITECTURE.md` says it in words.

/**
 * @typedef {object} Room
 * @property {string} path a folder or file below src; the longest that fits a file is its room
 * @property {readonly string[]} imports the paths below src that it may import from, beside its own
 * @property {readonly string[]} [packages] the packages that it may import; `pureModules` besides
 */

/** Node's modules that compute and touch nothing of the machine. */
export const pureModules = ["node:buffer", "node:crypto", "node:net", "node:path", "node:punycode", "node:url", "node:util"];

/** Of these pure modules what computes: the rest opens connections. */
export const pureNames = new Map([["node:net", ["BlockList", "isIP", "isIPv4", "isIPv6"]]]);

/** Node's modules that are streams and timers: what a port hands over. */
const streams = ["node:stream", "node:timers/promises"];

const pure = ["core"];
const useCases = ["core", "registry", "credentials", "hosts", "providers"];
const sharedServices = ["services/prompts", "services/remembered", "services/reach"];

/** @type {readonly Room[]} */
export const rooms = [
  { path: "extension.ts", imports: ["composition"], packages: ["vscode"] },
  { path: "composition", imports: ["core", "credentials", "hosts", "node", "platform", "services", "ui"], packages: ["vscode", "node:os"] },
  { path: "core", imports: [], packages: streams },
  { path: "registry", imports: pure, packages: [...streams, "node:zlib", "tldts"] },
  // The adapter of the library, and the errors that come out of it.
  { path: "registry/http/undiciTransport.ts", imports: ["core", "registry"], packages: [...streams, "undici", "node:tls", "node:zlib"] },
  { path: "registry/http/undiciDeep.d.ts", imports: [], packages: ["undici"] },
  { path: "credentials", imports: pure },
  { path: "hosts", imports: pure, packages: ["smol-toml"] },
  { path: "hosts/convert/yamlText.ts", imports: ["core", "hosts"], packages: ["yaml"] },
  { path: "hosts/k3s/yamlTree.ts", imports: ["core", "hosts"], packages: ["yaml"] },
  { path: "providers", imports: ["core", "registry"] },
  // A cloud's library has its one file in the provider's folder.
  {
    path: "providers/ecr/sdk.ts",
    imports: ["core", "providers", "registry"],
    packages: ["@aws-sdk/client-ecr", "@aws-sdk/client-ecr-public", "@aws-sdk/client-sts", "@aws-sdk/credential-provider-sso"],
  },
  { path: "services/prompts", imports: ["core"] },
  { path: "services/remembered", imports: useCases },
  { path: "services/reach", imports: useCases, packages: streams },
  { path: "services/browse", imports: [...useCases, ...sharedServices] },
  { path: "services/browse/nameFilter.ts", imports: [...useCases, ...sharedServices, "services/browse"], packages: ["re2js"] },
  { path: "services/content", imports: [...useCases, ...sharedServices] },
  { path: "services/content/files", imports: [...useCases, "services/reach", "services/content"], packages: ["node:stream", "node:zlib"] },
  { path: "services/content/files/tarEntries.ts", imports: ["core", "services/content/files"], packages: ["node:stream", "tar-stream"] },
  { path: "services/login", imports: [...useCases, ...sharedServices] },
  { path: "services/doctor", imports: [...useCases, ...sharedServices] },
  { path: "services/hostsFiles", imports: [...useCases, ...sharedServices] },
  { path: "services/references", imports: [...useCases, ...sharedServices] },
  { path: "services/references/yamlImages.ts", imports: ["core", "services/references"], packages: ["yaml"] },
  { path: "services/references/dockerfileImages.ts", imports: ["core", "services/references"], packages: ["dockerfile-ast"] },
  { path: "services/images", imports: [...useCases, ...sharedServices] },
  // Writes hosts.toml with the writer of the wizard for new ones.
  { path: "services/trust", imports: [...useCases, ...sharedServices, "services/hostsFiles"] },
  {
    path: "node",
    imports: ["core"],
    packages: ["node:fs", "node:fs/promises", "node:child_process", "node:module", "node:net", "node:os", "node:tls", ...streams],
  },
  { path: "hostsServer", imports: ["core", "hosts", "node"], packages: ["vscode-languageserver", "vscode-languageserver-textdocument"] },
  { path: "platform", imports: ["core", "registry", "hosts", "providers", "services"], packages: ["vscode"] },
  // Errors and entries of config.json are shown, which is why ui knows their types; the client and the providers it does not.
  { path: "ui", imports: ["core", "credentials", "services", "platform"], packages: ["vscode"] },
  {
    path: "ui/sentences",
    imports: ["core", "credentials", "services", "platform", "providers/catalog.ts", "providers/obtainError.ts"],
    packages: ["vscode"],
  },
  {
    path: "ui/hostsToml",
    imports: ["core", "hosts", "services", "platform", "ui/sentences"],
    packages: ["vscode", "vscode-languageclient"],
  },
];

/** Loaded by `import()` only, and when it is first needed. */
export const lazyOnly = [
  "registry/http/undiciTransport.ts",
  "providers/ecr/sdk.ts",
  "ui/hostsToml/languageClient.ts",
  "composition/doctorParts.ts",
  "composition/filesParts.ts",
  "composition/hostsTomlParts.ts",
  "composition/imageParts.ts",
  "composition/referencesParts.ts",
  "hosts/convert/yamlText.ts",
  // Brings `yaml` along, by yamlTree.ts.
  "hosts/k3s/checkRegistries.ts",
  "hosts/k3s/registriesFixes.ts",
  "services/references/dockerfileImages.ts",
  "services/references/yamlImages.ts",
];

/** The folders whose sub-folders know nothing of each other, but for these; all others reach them through the list. */
export const strangers = { path: "providers", common: ["providers/shared"], list: "providers/catalog.ts" };
