import { dirname } from "node:path";
import { printReference, type Reference } from "../../../core/reference.ts";
import type { CommandWords } from "../../../core/shellQuote.ts";
import { type Text, text } from "../../../core/text.ts";
import type { ConnectionPlan } from "../../reach/connection.ts";
import { type Engine, engines } from "../engine.ts";
import { checkedReference, type EngineCommands, type OptionPorts, pullCommandsBy } from "../engineCommands.ts";
import { type EngineReach, reachOf } from "../engineReach.ts";
import { wantedCertificates } from "../ownCertificates.ts";
import type { PullTool } from "./pullTool.ts";

/** Commands to copy, what is to be known of them, and what they lack. */
type PullCommands = Pick<EngineCommands, "commands" | "notes" | "lacks">;

/** The commands by which a tool pulls an image as its registry is reached from here. The tool need not be here. Rejects as `pullCommands` does. */
export async function pullCommandsOf(tool: PullTool, reference: Reference, ports: OptionPorts): Promise<PullCommands> {
  const engine = engines.find((each) => each === tool);
  if (engine !== undefined) return pullCommandsBy(engine, reference, ports);
  checkedReference(reference);
  const plan = await ports.plan(reference.host);
  const speaksPlainHttp = ports.speaksPlainHttp(reference.host);
  const reach = reachOf(plan, speaksPlainHttp);
  const { words, notes = [] } = wordsOf[tool as Exclude<PullTool, Engine>](reference, { ...reach, plan, speaksPlainHttp });
  const lacks = await lacksOf(tool, reference.host, reach, ports);
  return { commands: [words], notes: [...notes, ...lacks], lacks };
}

/** ctr is led to the hosts.toml. */
async function lacksOf(tool: PullTool, host: string, reach: EngineReach, ports: OptionPorts): Promise<readonly Text[]> {
  if (tool === "skopeo") return wantedCertificates(tool, host, reach, ports);
  if (tool !== "crane") return [];
  return [
    ...(reach.hasAuthority && !reach.isInsecure
      ? [text("crane does not read hosts.toml: it trusts what this machine trusts, or the file that SSL_CERT_FILE names.")]
      : []),
    ...(reach.hasClientCertificate ? [text("crane cannot show a client certificate, which this registry is reached with.")] : []),
  ];
}

interface Reach {
  readonly plan: ConnectionPlan;
  /** Over plain HTTP, or without checking the certificate. */
  readonly isInsecure: boolean;
  readonly speaksPlainHttp: boolean;
}

interface ToolCommand {
  readonly words: CommandWords;
  readonly notes?: readonly Text[];
}

const wordsOf: Readonly<Record<Exclude<PullTool, Engine>, (reference: Reference, reach: Reach) => ToolCommand>> = {
  crane: (reference, { isInsecure }) => ({
    words: ["crane", "pull", ...(isInsecure ? ["--insecure"] : []), printReference(reference), archiveOf(reference)],
  }),
  skopeo: (reference, { isInsecure }) => {
    const { tag: _, ...byDigest } = reference;
    // It refuses a name with both a tag and a digest.
    const image = printReference(reference.digest === undefined ? reference : byDigest);
    const options = isInsecure ? ["--src-tls-verify=false"] : [];
    return { words: ["skopeo", "copy", ...options, `docker://${image}`, `docker-archive:${archiveOf(reference)}`] };
  },
  ctr: (reference, reach) => ({
    words: ["ctr", "images", "pull", ...ctrOptions(reach), printReference(reference)],
    notes: [text("ctr reads no config.json: a login goes with --user.")],
  }),
};

/** ctr reads hosts.toml in no directory but the one that `--hosts-dir` names (seen with containerd 1.6). */
function ctrOptions({ plan, isInsecure, speaksPlainHttp }: Reach): readonly string[] {
  if (plan.directory !== undefined) return ["--hosts-dir", dirname(plan.directory)];
  if (speaksPlainHttp) return ["--plain-http"];
  return isInsecure ? [plan.itself.endpoints[0].baseUrl.protocol === "http:" ? "--plain-http" : "--skip-verify"] : [];
}

/** `app-1.0.tar` */
function archiveOf({ repository, tag, digest }: Reference): string {
  const version = tag ?? digest?.replace(/^.*:/, "").slice(0, 12);
  return `${[repository.split("/").at(-1), ...(version === undefined ? [] : [version])].join("-")}.tar`;
}
