import assert from "node:assert/strict";
import { test } from "node:test";
import { exposeToken } from "../../../../src/providers/acr/exposeToken.ts";
import { noPrograms } from "../../../support/loginPorts.ts";
import { noMethod } from "../../../support/noMethod.ts";

/** What az is run with for the host, and what comes of its answer. */
async function ask(host: string, loginServer: string) {
  const ran: string[] = [];
  const spawn: typeof noPrograms = {
    ...noPrograms,
    run: ({ args }) => {
      ran.push(args.join(" "));
      return Promise.resolve({ exitCode: 0, stdout: JSON.stringify({ accessToken: "token", loginServer }), stderr: "" });
    },
  };
  const postForm = (): never => assert.fail("no form is sent");
  const { kind } = await exposeToken({ ...noMethod, spawn, host, postForm }, new AbortController().signal);
  return [kind, /--name (\S+)/.exec(ran[0] ?? "")?.[1]];
}

test("az' token is for the registry under its regional hosts and labelled names too, and for no other", async () => {
  const table: readonly (readonly [host: string, loginServer: string, kind: string])[] = [
    ["contoso.azurecr.io", "contoso.azurecr.io", "credential"],
    ["contoso.eastus.geo.azurecr.io", "contoso.azurecr.io", "credential"],
    ["contoso-a1b2c3.azurecr.io", "contoso-a1b2c3.azurecr.io", "credential"],
    ["contoso-a1b2c3.eastus.geo.azurecr.io", "contoso-a1b2c3.azurecr.io", "credential"],
    ["contoso.azurecr.io", "Contoso.azurecr.io", "credential"],
    ["contoso-a1b2c3.azurecr.io", "contoso-d4e5f6.azurecr.io", "refused"],
    ["contoso-a1b2c3.azurecr.io", "contoso.azurecr.io", "refused"],
    ["contoso.eastus.geo.azurecr.io", "contoso.azurecr.us", "refused"],
    ["contoso.azurecr.io", "", "refused"],
  ];
  for (const [host, loginServer, kind] of table)
    assert.deepEqual(await ask(host, loginServer), [kind, "contoso"], `${host} ${loginServer}`);
});
