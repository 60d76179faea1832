import assert from "node:assert/strict";
import { test } from "node:test";
import { nearest } from "../../../src/hosts/nearest.ts";

test("finds the name that was meant", () => {
  const names = ["capabilities", "ca", "client", "skip_verify", "header", "override_path", "server"];
  const cases: Readonly<Record<string, string | undefined>> = {
    "skip-verify": "skip_verify",
    SkipVerify: "skip_verify",
    skipverfiy: "skip_verify",
    capabilites: "capabilities",
    headers: "header",
    sevrer: "server",
    plain_http: undefined,
    username: undefined,
    x: undefined,
    "": undefined,
    ["server".repeat(20)]: undefined,
  };
  for (const [written, meant] of Object.entries(cases)) assert.equal(nearest(written, names), meant, written);
});
