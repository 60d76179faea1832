import { Buffer } from "node:buffer";
import { nodeFileSystem } from "../../node/nodeFileSystem.ts";
import { runCheck } from "./checkCommand.ts";

/** Runs the check with this process's arguments and streams, and leaves its exit code. */
export async function runCommandLine(args: readonly string[]): Promise<void> {
  // Whoever reads the output may stop reading: `… | head`.
  process.stdout.on("error", () => {});
  process.exitCode = await runCheck(args, {
    files: nodeFileSystem,
    workingDirectory: process.cwd(),
    readStandardInput,
    print: (text) => void process.stdout.write(text),
    warn: (text) => void process.stderr.write(text),
  });
}

async function readStandardInput(): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
