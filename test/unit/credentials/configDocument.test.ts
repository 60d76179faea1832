import assert from "node:assert/strict";
import { describe, test } from "node:test";
import * as fc from "fast-check";
import { entryOfCredential, markerEntry } from "../../../src/credentials/authEntry.ts";
import { changeConfig } from "../../../src/credentials/configChange.ts";
import type { ConfigDocument } from "../../../src/credentials/configDocument.ts";
import { parseConfig, printConfig } from "../../support/parseConfig.ts";
import { Secret } from "../../../src/core/secret.ts";

function parse(text: string): ConfigDocument {
  return parseConfig(Buffer.from(text), "/c.json");
}

function codesOf(text: string): readonly string[] {
  return parse(text).problems.map(({ code }) => code);
}

const entry = entryOfCredential({ kind: "basic", username: "u", password: new Secret("p") });

void describe("config.json, decoded and printed", () => {
  void test("unknown fields survive a change, whatever they are", () => {
    const name = fc.string({ minLength: 1 }).map((text) => `x-${text}`);
    const file = fc.record({
      auths: fc.dictionary(fc.domain(), fc.dictionary(name, fc.jsonValue(), { maxKeys: 3 }), { maxKeys: 4 }),
      unknown: fc.dictionary(name, fc.jsonValue(), { maxKeys: 4 }),
    });
    fc.assert(
      fc.property(file, fc.domain(), ({ auths, unknown }, host) => {
        const before = JSON.parse(JSON.stringify({ ...unknown, auths })) as Record<string, Record<string, object>>;
        const changed = changeConfig(parse(JSON.stringify(before)), { auths: new Map([[host, entry]]) });
        assert.ok(changed !== undefined);
        const after = JSON.parse(printConfig(changed)) as Record<string, object>;
        assert.deepEqual(after, { ...before, auths: { ...before["auths"], [host]: { ...before["auths"]?.[host], auth: "dTpw" } } });
      }),
    );
  });

  void test("what is printed parses to the same text again", () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (file) => {
        const document = parse(JSON.stringify(file));
        fc.pre(document.problems.length === 0);
        assert.equal(printConfig(parse(printConfig(document))), printConfig(document));
      }),
    );
  });

  void test("nothing is changed where everything is there already", () => {
    const document = parse('{"credsStore":"lab","auths":{"h":{"auth":"dTpw","x":1},"m":{}},"credHelpers":{"a":""}}');
    const same = {
      auths: new Map([
        ["h", entry],
        ["m", markerEntry],
        ["absent", undefined],
      ]),
      credHelpers: new Map([
        ["a", ""],
        ["b", undefined],
      ]),
      credsStore: "lab",
    };
    assert.equal(changeConfig(document, same), undefined);
    assert.notEqual(changeConfig(document, { auths: new Map([["m", entry]]) }), undefined);
    assert.notEqual(changeConfig(document, { credHelpers: new Map([["a", undefined]]) }), undefined);
    assert.notEqual(changeConfig(document, { credsStore: "pass" }), undefined);
  });

  void test("a secret that is no UTF-8 keeps its bytes when the file is written for another registry", () => {
    const auth = Buffer.from([0x75, 0x3a, 0xff, 0xfe, 0x00, 0x01]).toString("base64");
    const changed = changeConfig(parse(`{"auths":{"latin":{"auth":"${auth}"}}}`), { auths: new Map([["h", entry]]) });
    assert.ok(changed !== undefined && printConfig(changed).includes(`"auth": "${auth}"`));
  });

  void test("maps that occur twice are joined, other fields take the last value", () => {
    const text = '{"auths":{"a":{}},"credsStore":"one","AUTHS":{"b":{}},"CredsStore":"two","psFormat":"x","psformat":""}';
    assert.equal(printConfig(parse(text)), '{\n\t"auths": {\n\t\t"a": {},\n\t\t"b": {}\n\t},\n\t"credsStore": "two"\n}');
  });

  const problems: readonly (readonly [text: string, codes: readonly string[]])[] = [
    ["", []],
    [" \n", []],
    ["null", []],
    ['{"auths":null,"credHelpers":null,"psFormat":null,"plugins":{"a":null}}', []],
    ["[]", ["config-wrong-type"]],
    ["{} {}", ["config-invalid-json"]],
    ["\ufeff{}", ["config-invalid-json"]],
    ['{"auths":[]}', ["config-wrong-type"]],
    ['{"psFormat":1,"pruneFilters":{},"plugins":{"a":{"b":1}}}', Array<string>(3).fill("config-wrong-type")],
    [
      '{"auths":{"a":"x","b":{"auth":1},"c":{"auth":"!"},"d":{"auth":"bm9jb2xvbg=="},"e":{"auth":"Ong="}}}',
      Array<string>(5).fill("config-invalid-entry"),
    ],
  ];
  for (const [text, codes] of problems)
    void test(`problems of ${JSON.stringify(text).slice(0, 60)}`, () => assert.deepEqual(codesOf(text), codes));

  void test("a damaged entry hides no other, and no problem quotes it", () => {
    const { auths, problems: found } = parse('{"auths":{"good":{"auth":"dTpw"},"bad":{"auth":"c2VjcmV0-"}}}');
    assert.deepEqual([...auths.keys()], ["good"]);
    assert.deepEqual(found[0]?.params, { path: "/c.json", key: "bad", reason: "base64", offset: 8 });
    assert.ok(!JSON.stringify(found).includes("c2VjcmV0"));
  });
});
