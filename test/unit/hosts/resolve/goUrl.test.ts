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
  ["#f", "", "", ""],
  ["?q", "", "", ""],
  ["https://m/?a=%#f", "https", "m", "/"],
  ["https://u@[::1]:5000", "https", "[::1]:5000", ""],
  ["https://a%25b", "https", "a%b", ""],
  ["https://[fe80::1%25a%20b]", "https", "[fe80::1%a b]", ""],
  ["https://[fe80::1%25%41]", "https", "[fe80::1%A]", ""],
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
  ["https://u%zz@m", /invalid URL escape "%zz"/],
  ["https://:x", /invalid port ":x" after host/],
  ["https://[::1]x", /invalid port "x" after host/],
  ["https://[fe80::1%25]", /not an IPv6 address/],
  ["https://a b%C3%A9", /invalid character " " in host name/],
  ["https://[fe80::1%25a%2Fb]", /invalid URL escape "%2F"/],
  ["https://[fe80::1%25%1F]", /invalid URL escape "%1F"/],
  ["https://[fe80::1%25a b]", /invalid character " " in host name/],
  [":m", /missing protocol scheme/],
  ["a_b:c/d", /first path segment/],
];

for (const [text, error] of refused) {
  test(`refuses ${JSON.stringify(text)}`, () => {
    const result = parseGoUrl(text);
    assert.match("error" in result ? result.error : "", error);
  });
}
