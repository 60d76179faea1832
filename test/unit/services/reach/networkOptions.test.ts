import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { TransportOptions } from "../../../../src/registry/http/undiciTransport.ts";
import { chooseNetworkOptions, type HttpSettings } from "../../../../src/services/reach/networkOptions.ts";

/** What VS Code answers where the person has set nothing. */
const defaults: HttpSettings = {
  proxy: "",
  proxySupport: "override",
  noProxy: [],
  proxyAuthorization: null,
  proxyStrictSSL: true,
  systemCertificates: true,
};
const direct: TransportOptions = { systemCertificates: true };
const proxied: TransportOptions = { ...direct, proxy: "http://proxy.example:3128", noProxy: [], proxyStrictSsl: true };
const set = { proxy: "http://proxy.example:3128" };

const cases: readonly (readonly [
  name: string,
  settings: Partial<HttpSettings>,
  environment: Readonly<Record<string, string>>,
  expected: TransportOptions,
])[] = [
  ["nothing set", {}, {}, direct],
  ["a proxy in the settings", set, {}, proxied],
  ["a proxy in the environment", {}, { HTTPS_PROXY: "http://proxy.example:3128" }, proxied],
  ["only HTTP_PROXY", {}, { HTTP_PROXY: "http://proxy.example:3128" }, proxied],
  ["lower case first", {}, { https_proxy: "http://proxy.example:3128", HTTPS_PROXY: "http://other:1" }, proxied],
  ["an empty variable is none", {}, { https_proxy: "", HTTP_PROXY: "http://proxy.example:3128" }, proxied],
  ["no scheme in the environment", {}, { HTTPS_PROXY: "proxy.example:3128" }, proxied],
  ["the settings before the environment", set, { HTTPS_PROXY: "http://other:1" }, proxied],
  ["support switched off", { ...set, proxySupport: "off" }, { HTTPS_PROXY: "http://other:1" }, direct],
  ["support as fallback", { ...set, proxySupport: "fallback" }, {}, proxied],
  [
    "exceptions in the settings",
    { ...set, noProxy: ["a.example", " b.example "] },
    { NO_PROXY: "c.example" },
    { ...proxied, noProxy: ["a.example", "b.example"] },
  ],
  ["exceptions in the environment", set, { NO_PROXY: "a.example, .b.example,," }, { ...proxied, noProxy: ["a.example", ".b.example"] }],
  ["a proxy's own certificate is not checked", { ...set, proxyStrictSSL: false }, {}, { ...proxied, proxyStrictSsl: false }],
  ["without the system's certificates", { systemCertificates: false }, {}, { systemCertificates: false }],
  [
    "values of wrong types",
    { proxy: 3, noProxy: "a.example", proxyAuthorization: 4, proxyStrictSSL: "no", systemCertificates: null },
    {},
    direct,
  ],
];

describe("the network's options", () => {
  for (const [name, settings, environment, expected] of cases) {
    test(name, () => assert.deepEqual(chooseNetworkOptions({ ...defaults, ...settings }, environment), expected));
  }

  test("a proxy's authorization is a secret", () => {
    const { proxyAuthorization } = chooseNetworkOptions({ ...defaults, ...set, proxyAuthorization: "Basic bWU6cEBzcw==" }, {});
    assert.equal(proxyAuthorization?.reveal(), "Basic bWU6cEBzcw==");
  });
});
