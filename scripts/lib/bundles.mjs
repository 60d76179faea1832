// How esbuild makes the bundles of dist, for `esbuild.mjs` and for the figures of the lint.
import { createRequire } from "node:module";
import { brotliCompressSync } from "node:zlib";

/**
 * undici's experimental HTTP parser: 150 KB that only run with UNDICI_USE_MILO.
 * @type {import("esbuild").Plugin}
 */
const withoutMilo = {
  name: "without-milo",
  setup(plugins) {
    plugins.onLoad({ filter: /[\\/]undici[\\/]lib[\\/]milo[\\/]/ }, () => ({ contents: "module.exports = {};" }));
  },
};

/**
 * undici's second copy of its HTTP parser, for processors with SIMD: 72 KB that do not compress. Without it the other one is taken, as on
 * processors that have none.
 * @type {import("esbuild").Plugin}
 */
const withoutSimd = {
  name: "without-simd",
  setup(plugins) {
    plugins.onLoad({ filter: /[\\/]undici[\\/]lib[\\/]llhttp[\\/]llhttp_simd-wasm\.js$/ }, () => ({
      contents: "module.exports = new Uint8Array();",
    }));
  },
};

/**
 * undici's HTTP parser, packed: as it comes, in base64, it is a third of the HTTP client and hardly gets smaller in a package.
 * @type {import("esbuild").Plugin}
 */
const withPackedParser = {
  name: "with-packed-parser",
  setup(plugins) {
    plugins.onLoad({ filter: /[\\/]undici[\\/]lib[\\/]llhttp[\\/]llhttp-wasm\.js$/ }, ({ path }) => {
      const packed = brotliCompressSync(createRequire(import.meta.url)(path));
      return {
        contents: `module.exports = require("node:zlib").brotliDecompressSync(Buffer.from("${packed.toString("base64")}", "base64"));`,
      };
    });
  },
};

/**
 * How vscode-languageclient tells whether the server wants to hear of a file that is renamed, say: ours never asked to.
 * @type {import("esbuild").Plugin}
 */
const withoutMinimatch = {
  name: "without-minimatch",
  setup(plugins) {
    plugins.onLoad({ filter: /[\\/]minimatch[\\/]dist[\\/]commonjs[\\/]index\.js$/ }, () => ({ contents: "module.exports = {};" }));
  },
};

/**
 * vscode-languageclient compares VS Code's version with the one that it needs, which `engines` in package.json has made sure of.
 * @type {import("esbuild").Plugin}
 */
const withoutSemver = {
  name: "without-semver",
  setup(plugins) {
    plugins.onLoad({ filter: /[\\/]semver[\\/]functions[\\/]parse\.js$/ }, () => ({
      contents: "module.exports = () => ({ prerelease: [] });",
    }));
    plugins.onLoad({ filter: /[\\/]semver[\\/]functions[\\/]satisfies\.js$/ }, () => ({ contents: "module.exports = () => true;" }));
  },
};

/**
 * How vscode-languageserver looks for other packages of a workspace: never used here, and it loads node:child_process.
 * @type {import("esbuild").Plugin}
 */
const withoutPackageSearch = {
  name: "without-package-search",
  setup(plugins) {
    plugins.onLoad({ filter: /[\\/]vscode-languageserver[\\/]lib[\\/]node[\\/]files\.js$/ }, () => ({ contents: "module.exports = {};" }));
  },
};

/**
 * Parts of Amazon's library that nothing here reaches: its own search for keys (they are always given to it), its HTTP client (ours is), and
 * what tells browsers apart. They are a third of it.
 * @type {Readonly<Record<string, string>>}
 */
const unusedByAws = {
  "@aws-sdk/credential-provider-node": 'export const defaultProvider = () => () => Promise.reject(new Error("no keys were given"));',
  "@smithy/node-http-handler":
    'export class NodeHttpHandler { static create(handler) { return handler; } }\nexport const streamCollector = () => Promise.reject(new Error("a body is not a stream here"));',
  "@smithy/core/event-streams": "export const EventStreamSerde = undefined;",
  "bowser": "export default {};",
};

/** @type {import("esbuild").Plugin} */
const withoutUnusedAws = {
  name: "without-unused-aws",
  setup(plugins) {
    const names = Object.keys(unusedByAws).join("|");
    plugins.onResolve({ filter: new RegExp(`^(?:${names})$`) }, ({ path }) => ({ path, namespace: "unused-aws", sideEffects: false }));
    plugins.onLoad({ filter: /^/, namespace: "unused-aws" }, ({ path }) => ({ contents: unusedByAws[path] ?? "" }));
  },
};

/** What both bundles use of another package, and load late: once in dist, not once in each. Their chunks lie in folders beside its own. */
export const yaml = {
  folder: "shared",
  names: ["Lexer", "LineCounter", "Parser", "isAlias", "isMap", "isScalar", "isSeq", "parseDocument"],
};

/** @type {import("esbuild").Plugin} */
const withSharedYaml = {
  name: "with-shared-yaml",
  setup(plugins) {
    plugins.onResolve({ filter: /^yaml$/ }, () => ({ path: `../${yaml.folder}/yaml.js`, external: true }));
  },
};

const withoutParts = [withoutMilo, withoutSimd, withPackedParser, withoutMinimatch, withoutSemver, withoutPackageSearch, withoutUnusedAws];

/** @typedef {import("esbuild").BuildOptions & { metafile: true }} BundleOptions */

/** @param {boolean} production minified @returns {BundleOptions} */
const sharedOptions = (production) => ({
  outdir: "dist",
  bundle: true,
  platform: "node",
  target: "node22",
  format: "esm",
  external: ["vscode"],
  mainFields: ["module", "main"],
  minify: production,
  sourcemap: !production,
  legalComments: "none",
  logLevel: "warning",
  metafile: true,
  // CommonJS packages inside the bundle call require for Node's own modules.
  banner: { js: 'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);' },
});

/** What loads in VS Code's extension host. @param {boolean} production @returns {BundleOptions} */
export function extensionBundle(production) {
  return {
    ...sharedOptions(production),
    entryPoints: { extension: "src/extension.ts" },
    plugins: [...withoutParts, withSharedYaml],
    splitting: true,
    chunkNames: "chunks/[name]-[hash]",
  };
}

/** What runs as the language server. @param {boolean} production @returns {BundleOptions} */
export function serverBundle(production) {
  return {
    ...sharedOptions(production),
    entryPoints: { hostsServer: "src/hostsServer/main.ts" },
    plugins: [...withoutParts, withSharedYaml],
    splitting: true,
    chunkNames: "server/[name]-[hash]",
  };
}

/** What the two share. @param {boolean} production @returns {BundleOptions} */
export function sharedBundle(production) {
  const contents = `export { ${yaml.names.join(", ")} } from "yaml";`;
  return {
    ...sharedOptions(production),
    stdin: { contents, sourcefile: "yaml.js", resolveDir: "." },
    outdir: `dist/${yaml.folder}`,
    entryNames: "yaml",
  };
}
