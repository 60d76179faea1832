import { isAbort } from "../../core/errors.ts";
import { SpawnError } from "../../core/spawn.ts";
import { type Text, text } from "../../core/text.ts";
import type { MethodPorts } from "../methodContext.ts";
import { ObtainError } from "../obtainError.ts";
import { type AwsKeys, awsKeysOf } from "./awsKeys.ts";
import { textIn } from "../shared/readAnswer.ts";
import { isJsonObject, tryJson } from "../../registry/http/json.ts";

/** As the other programs of clouds have. */
const timeoutMs = 60_000;
const maxOutputBytes = 65_536;

type Ports = Pick<MethodPorts, "spawn" | "environment">;

/**
 * The keys that the program of a profile prints (SDKs and Tools Reference Guide, “Process credential provider”). AWS's libraries give the line
 * to a shell, and it ends with what it has started when time is up or the person cancels. What it says is not shown: it is about keys.
 */
export async function keysOfProcess(profile: string, command: string, ports: Ports, signal: AbortSignal): Promise<AwsKeys> {
  const { exitCode, stdout } = await run(profile, command, ports, signal);
  if (exitCode !== 0)
    throw ObtainError.refused(text("The program of the profile {0} failed ({1}). Try it in a terminal.", profile, String(exitCode)));
  const printed = tryJson(Buffer.from(stdout));
  const answer = isJsonObject(printed) ? printed : {};
  const version = answer["Version"];
  // The guide has no other, and AWS's libraries take none.
  if (version !== 1 && "AccessKeyId" in answer)
    throw ObtainError.refused(text("The program of the profile {0} printed keys whose Version is not 1: update it.", profile));
  const keys = awsKeysOf(textIn(answer["AccessKeyId"]), textIn(answer["SecretAccessKey"]), textIn(answer["SessionToken"]));
  if (keys === undefined) throw ObtainError.refused(text("The program of the profile {0} printed no keys. Try it in a terminal.", profile));
  const end = Date.parse(String(answer["Expiration"]));
  if (end < Date.now()) throw ObtainError.refused(text("The program of the profile {0} gave keys that have expired.", profile));
  return keys;
}

async function run(profile: string, command: string, { spawn, environment }: Ports, signal: AbortSignal) {
  // Git's shells spell its name in capitals, and a copy of the environment no longer ignores the case.
  const windowsShell = environment["OS"] === "Windows_NT" ? (environment["ComSpec"] ?? environment["COMSPEC"] ?? "cmd.exe") : undefined;
  // cmd.exe takes the outer quotes away, and leaves those of the line to the program.
  const shell =
    windowsShell === undefined
      ? { program: "sh", args: ["-c", command] }
      : { program: windowsShell, args: ["/d", "/s", "/c", `"${command}"`], isVerbatim: true };
  try {
    return await spawn.run({ ...shell, isGroup: true, timeoutMs, maxOutputBytes, signal });
  } catch (error) {
    if (isAbort(error)) throw error;
    const code = error instanceof SpawnError ? error.code : undefined;
    if (code === "program-not-trusted") throw ObtainError.refused(notTrusted(profile), error);
    const isLate = code === "program-timed-out";
    throw ObtainError.refused(
      isLate
        ? text("The program of the profile {0} did not finish within a minute, and was stopped.", profile)
        : text("The program of the profile {0} could not be run.", profile),
      error,
    );
  }
}

function notTrusted(profile: string): Text {
  return text("The program of the profile {0} is not run, since this folder is not trusted.", profile);
}
