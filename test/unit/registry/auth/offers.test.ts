import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { RegistryError } from "../../../../src/core/registryError.ts";
import { firstUsable, type Offer, unusableRealm, usableOffers } from "../../../../src/registry/auth/offers.ts";
import type { HttpResponse } from "../../../../src/registry/http/httpClient.ts";
import { ResponseHeaders } from "../../../../src/registry/http/transport.ts";

function challenged(...challenges: readonly string[]): HttpResponse {
  return {
    status: 401,
    headers: new ResponseHeaders({ "www-authenticate": challenges }),
    bytes: Buffer.alloc(0),
    url: new URL("https://reg.example/v2/"),
    crossOrigin: false,
  };
}

const basic: Offer = { scheme: "basic" };
const bearer: Offer = {
  scheme: "bearer",
  realm: new URL("https://reg.example/token"),
  service: undefined,
  scope: undefined,
  product: undefined,
};

describe("what a registry offers", () => {
  for (const unusable of ['Bearer service="s"', 'Bearer realm="",service="s"', 'Bearer realm="xhttps://reg.example/token"']) {
    test(`is nothing by ${unusable}, beside which Basic is left`, () => {
      assert.deepEqual(usableOffers(challenged(unusable)), []);
      assert.deepEqual(usableOffers(challenged(unusable, 'Basic realm="r"')), [basic]);
    });
  }

  test("is no address to blame where a challenge names none", () => {
    assert.equal(unusableRealm(challenged('Bearer service="s"')), undefined);
    assert.equal(unusableRealm(challenged('Bearer realm=""', 'Bearer realm="ftp://x/"')), "ftp://x/");
  });
});

describe("of several offers", () => {
  test("the next is tried where one gives nothing", async () => {
    const used = await firstUsable([bearer, basic], ({ scheme }) => (scheme === "basic" ? "by Basic" : undefined));
    assert.equal(used, "by Basic");
  });

  test("none is tried after a refused login, nor after an error that is no registry's", async () => {
    for (const error of [new RegistryError("unauthorized", "no"), new RegistryError("rate-limited", "later"), new Error("a fault")]) {
      const use = (offer: Offer): string => {
        if (offer.scheme === "bearer") throw error;
        return "sent all the same";
      };
      await assert.rejects(firstUsable([bearer, basic], use), error);
    }
  });
});
