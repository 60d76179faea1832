import assert from "node:assert/strict";
import { test } from "node:test";
import { type GoUrl, parseGoUrl } from "../../../../src/hosts/resolve/goUrl.ts";

const parsed: readonly (readonly [text: string, scheme: string, host: string, path: string])[] = [
  ["https://m", "https", "m", ""],
  ["HTTPS://M/", "https", "M", "/"],
  ["https://m:5000/v2", "https", "m:5000", "/v2"],
  ["https://u:p@m?a=b#c", "https", "m", ""],
  ["https://a@b@c", "https", "c", ""],
  ["https:m", "https", "", ""],
  ["https:/m", "https", "", "/m"],
  ["https:///m", "https", "", "/m"],
  ["//m/p", "", "m", "/p"],
  ["///m/p", "", "", "///m/p"],
  ["*", "", "", "*"],
  ["http", "", "", "http"],
  ["https://[::1]:5000", "https", "[::1]:5000", ""],
  ["https://[fe80::1%25en0]", "https", "[fe80::1%en0]", ""],
  ["https://a:b:80", "https", "a:b:80", ""],
  ["https://x:", "https", "x:", ""],
  ["https://%C3%A9/%2e%2e/a%20b", "https", "é", "/../a b"],
  ["https://é", "https", "é", ""],
  ["https://<m>", "https", "<m>", ""],
  ["https://m/?", "https", "m", "/"],
];

for (const [text, scheme, host, path] of parsed) {
  test(`parses ${JSON.stringify(text)}`, () => {
    assert.deepEqual(parseGoUrl(text), { url: { scheme, host, path } satisfies GoUrl });
  });
}

const refused: readonly (readonly [text: string, error: RegExp])[] = [
  ["https://%zz", /invalid URL escape "%zz"/],
  ["https://m/%4", /invalid URL escape "%4"/],
  ["https://%41", /invalid URL escape "%41"/],
  ["https://m#%zz", /invalid URL escape/],
  ["https://a b", /invalid character " " in host name/],
  ["https://a{", /invalid character "\{"/],
  ["https://m:x", /invalid port ":x" after host/],
  ["https://[::1", /missing '\]'/],
  ["https://[1.2.3.4]", /not an IPv6 address/],
  ["https://a[::1]", /invalid IP-literal/],
  ["https://a\u001B", /control character/],
  ["https://a\u007F", /control character/],
  ["https://u p@m", /invalid userinfo/],
  [":m", /missing protocol scheme/],
  ["a_b:c/d", /first path segment/],
];

for (const [text, error] of refused) {
  test(`refuses ${JSON.stringify(text)}`, () => {
    const result = parseGoUrl(text);
    assert.match("error" in result ? result.error : "", error);
  });
}
