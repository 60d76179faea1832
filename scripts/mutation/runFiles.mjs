// Runs files of tests in this process until the first one fails, and tells the process that started it.
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { enableCompileCache, registerHooks, stripTypeScriptTypes } from "node:module";
import path from "node:path";
import { run } from "node:test";
import { fileURLToPath } from "node:url";
import { Worker } from "node:worker_threads";

const hitLimit = Number(process.env["HIT_LIMIT"]);
/** What instrumented code reads and counts in. @type {{ hitCount?: number, hitLimit?: number, mutantCoverage?: { static: object } }} */
const shared = hitLimit > 0 ? { hitCount: 0, hitLimit } : {};
Reflect.set(globalThis, "__stryker__", shared);

/** By the processor's time, so that a busy machine makes no loop of what is slow. The signal tells the runner. */
const cpuLimitMs = Number(process.env["CPU_LIMIT_MS"]);
const watch = `setInterval(() => {
  const { user, system } = process.cpuUsage();
  if ((user + system) / 1000 > ${cpuLimitMs}) process.kill(process.pid, "SIGKILL");
}, 100)`;
if (cpuLimitMs > 0) new Worker(watch, { eval: true }).unref();

// The same files are loaded a thousand times: what Node makes of them is kept in the copy of the project that the tests run in.
const kept = path.resolve("out/kept");
mkdirSync(kept, { recursive: true });
enableCompileCache(kept);
registerHooks({
  load(url, context, nextLoad) {
    if (!url.endsWith(".ts")) return nextLoad(url, context);
    const file = fileURLToPath(url);
    const stripped = path.join(kept, encodeURIComponent(path.relative(process.cwd(), file)));
    if (!existsSync(stripped)) {
      writeFileSync(`${stripped}.${process.pid}`, stripTypeScriptTypes(readFileSync(file, "utf8")));
      renameSync(`${stripped}.${process.pid}`, stripped);
    }
    return { format: "module", shortCircuit: true, source: readFileSync(stripped, "utf8") };
  },
});

/** @param {object} message */
function tell(message) {
  const { user, system } = process.cpuUsage();
  process.send?.({ ...message, cpuMs: (user + system) / 1000 }, () => process.exit());
}

const seen = { passed: 0, failed: false };
run({ files: process.argv.slice(2), isolation: "none", concurrency: false })
  .on("test:fail", ({ name, details, todo }) => {
    if (seen.failed || todo !== undefined) return;
    seen.failed = true;
    const { cause, message } = details.error;
    tell({ passed: false, failure: `${name}: ${cause instanceof Error ? cause.message : message}` });
  })
  .on("test:pass", () => seen.passed++)
  .on("end", () => {
    if (seen.failed) return;
    tell({ passed: seen.passed > 0, failure: "no test ran", hits: shared.mutantCoverage?.static ?? {} });
  })
  .resume();
