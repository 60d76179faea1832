import { after, describe, test } from "node:test";
import { checkHelper, checkLocation, checkLoginKey, checkNormalize, checkRead } from "./support/vectorReading.ts";
import { besideTheFile, checkLogin, checkLogout } from "./support/vectorWriting.ts";
import { deviations } from "./support/vectorDeviations.ts";
import { loadVectors, type Vector } from "./support/vectors.ts";

const checks: Readonly<Record<Vector["op"], (vector: Vector) => Promise<void> | void>> = {
  normalize: checkNormalize,
  "login-key": checkLoginKey,
  read: checkRead,
  login: (vector) => ("written" in vector.expect ? checkLocation(vector) : checkLogin(vector)),
  logout: checkLogout,
  helper: checkHelper,
};

void describe("config.json as docker, nerdctl, podman and others read and write it", () => {
  const failed: string[] = [];
  after(() => {
    if (failed.length > 0) process.stdout.write(`failing vectors: ${failed.join(" ")}\n`);
  });
  for (const vector of loadVectors()) {
    void test(`${vector.id} (${vector.op}, ${vector.impl})`, { skip: besideTheFile(vector) }, async () => {
      try {
        const instead = deviations.find(({ applies }) => applies(vector))?.instead;
        await (instead ?? checks[vector.op])(vector);
      } catch (error) {
        failed.push(vector.id);
        throw error;
      }
    });
  }
});
