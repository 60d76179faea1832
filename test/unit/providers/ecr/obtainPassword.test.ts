import assert from "node:assert/strict";
import { test } from "node:test";
import { nodeFileSystem } from "../../../../src/node/nodeFileSystem.ts";
import { AwsFailure } from "../../../../src/providers/ecr/awsFailure.ts";
import { exchangeKeys } from "../../../../src/providers/ecr/obtainPassword.ts";
import { LoginError } from "../../../../src/services/login/loginError.ts";

void test("what Amazon calls a refusal is kept for the log", async () => {
  const failure = new AwsFailure("UnrecognizedClientException", "", undefined);
  const ports = { files: nodeFileSystem, homeDirectory: "/nowhere", environment: {}, sendSigned: () => Promise.reject(failure) };
  const site = { region: "eu-west-1", endpoint: "https://api.ecr.eu-west-1.amazonaws.com", isPublic: false, profile: undefined };
  const { obtained } = await exchangeKeys(() => Promise.reject(failure), site, ports, new AbortController().signal);
  assert.ok(obtained.kind === "refused");
  assert.equal(LoginError.refused(obtained.reason, obtained.remedy, obtained.cause).cause, failure);
});
