import assert from "node:assert/strict";
import { suite, test } from "mocha";
import { RegistryError } from "../../src/core/registryError.ts";
import { RememberedLogins } from "../../src/services/remembered/rememberedLogins.ts";
import { offerLoginAgain } from "../../src/ui/commands/offerLoginAgain.ts";

const source = { method: "az", answers: {} };

suite("a login that can be made again without a question", () => {
  const remembered = new RememberedLogins({
    read: () => ({ "contoso.azurecr.io": { source }, "typed.example": { expiresAt: "2030-01-02T03:04:05.000Z" } }),
    write: () => Promise.reject(new Error("nothing is to be remembered")),
  });
  const offerOn = (error: unknown, asked: string[] = []) => offerLoginAgain(error, remembered, ({ host }) => void asked.push(host));
  const refused = (code: "unauthorized" | "denied" | "not-found" | "timed-out", host?: string): RegistryError =>
    new RegistryError(code, "no", { params: host === undefined ? {} : { host } });

  test("is offered where the registry refuses it, and is made for that registry", async () => {
    for (const code of ["unauthorized", "denied"] as const) {
      const asked: string[] = [];
      const offer = offerOn(refused(code, "contoso.azurecr.io"), asked);
      assert.equal(offer?.label, "Log In Again");
      assert.deepEqual(asked, [], "not before the person says so");
      await offer.run();
      assert.deepEqual(asked, ["contoso.azurecr.io"]);
    }
    assert.ok(offerOn(refused("unauthorized", "contoso.azurecr.io:443")) !== undefined, "as the tree shows it");
  });

  test("is no help against other faults, elsewhere, or where the secret was typed", () => {
    for (const code of ["not-found", "timed-out"] as const) assert.equal(offerOn(refused(code, "contoso.azurecr.io")), undefined, code);
    for (const host of ["other.example", "typed.example", undefined]) assert.equal(offerOn(refused("unauthorized", host)), undefined, host);
    assert.equal(offerOn(new Error("unauthorized")), undefined);
  });
});
