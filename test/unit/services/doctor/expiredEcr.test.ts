import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { test } from "node:test";
import { diagnoseLogin } from "../../../../src/services/doctor/diagnoseLogin.ts";
import { logIn } from "../../../../src/services/login/logIn.ts";
import { awsKey, writeAwsProfile } from "../../../support/awsProfile.ts";
import { createDoctorPorts } from "../../../support/doctorPorts.ts";
import { createLoginPorts } from "../../../support/loginPorts.ts";
import { fakeAws } from "../../../support/sampleServer/fakeAws.ts";
import { authority } from "../../../support/sampleServer/playLogin.ts";
import { at, loadSample } from "../../../support/sampleServer/samples.ts";
import { startProviders } from "../../../support/sampleServer/startProviders.ts";
import { createSessionOpener } from "../../../support/sessionOpener.ts";

const host = "123456789012.dkr.ecr.us-east-1.amazonaws.com";
const source = { method: "profile", answers: { profile: "default" }, account: "123456789012" };
const base64 = (text: string): string => Buffer.from(text).toString("base64");
const passwordUntil = (seconds: number): string => base64(JSON.stringify({ payload: "x", version: "2", expiration: seconds }));

void test("a login of Amazon ECR that ended and was made with a profile is made again from the report, without a question", async (t) => {
  const home = mkdtempSync(path.join(tmpdir(), "doctor-"));
  t.after(() => rmSync(home, { recursive: true, force: true }));
  writeAwsProfile(home);
  const docker = path.join(home, ".docker");
  mkdirSync(docker);
  const ended = { auth: base64(`AWS:${passwordUntil(1_600_000_000)}`) };
  writeFileSync(path.join(docker, "config.json"), JSON.stringify({ auths: { [host]: ended } }));

  const password = passwordUntil(Math.floor(Date.now() / 1000) + 43_200);
  const aws = fakeAws({ keys: { [awsKey.id]: { secret: awsKey.secret, account: source.account } }, password });
  const samples = ["ecr/v2-401", "generic/v2-200"].map((name) => at(`https://${host}/v2/`, loadSample(name)));
  const providers = await startProviders(authority, samples, password, { "api.ecr.us-east-1.amazonaws.com": aws.listener });
  t.after(() => providers.close());
  const open = createSessionOpener([], providers.transport);
  // Nobody is there to answer: a question would fail the test.
  const login = createLoginPorts(docker, [], { open, network: providers.transport, logins: { [host]: { source } } });
  const { ports } = createDoctorPorts(home, {
    connect: (each, signal) => login.ports.sessions.connectDirectly(each, signal),
    remembered: (each) => login.ports.remembered.of(each),
  });
  const look = async () => (await diagnoseLogin(host, ports, new AbortController().signal)).findings;

  const [first] = await look();
  assert.deepEqual([first?.code, first?.severity, first?.fixes], ["login-expired", "error", [{ kind: "logInAgain" }]]);
  const result = await logIn({ host, isAgain: true }, { ...login.ports, homeDirectory: home });
  assert.equal(result.kind, "loggedIn");
  assert.deepEqual(login.steps, []);
  const found = await look();
  assert.deepEqual(
    found.map(({ code }) => code),
    ["login-accepted"],
    JSON.stringify(found, undefined, 1),
  );
});
