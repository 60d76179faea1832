import { collectFindings } from "../collectFindings.ts";
import { checkConfigs } from "./checks/configs.ts";
import { notStarted, reportOnce } from "./checks/context.ts";
import { checkEndpoints } from "./checks/endpoints.ts";
import { checkRegistryNames } from "./checks/names.ts";
import { checkRewrites } from "./checks/rewrites.ts";
import { checkShapes } from "./checks/shapes.ts";
import { firstLineOf } from "../syntax/lines.ts";
import { type RegistriesFinding, registriesSeverities } from "./codes.ts";
import { readYamlTree, type YamlFault } from "./yamlTree.ts";

/**
 * What k3s and RKE2 make of a registries.yaml, in the order of the text. Brings the YAML library along, and is loaded with
 * the first such file. Never throws.
 */
export function checkRegistries(source: string): readonly RegistriesFinding[] {
  const findings: RegistriesFinding[] = [];
  const report = reportOnce(collectFindings(findings, registriesSeverities).report, source.length);
  const tree = readYamlTree(source);
  if (tree === "too-complex") {
    report(
      "registries-too-complex",
      firstLineOf(source),
      "Nothing is checked here: this is larger or more complex than any registries.yaml.",
    );
    return findings;
  }
  if ("faults" in tree) {
    for (const fault of tree.faults.slice(0, 1)) report("registries-syntax", fault, `${notStarted}: ${causes[fault.reason]}`);
    return findings;
  }
  const { root, rest } = tree;
  checkShapes(root, report);
  for (const check of [checkRegistryNames, checkEndpoints, checkConfigs, checkRewrites]) check(root, report);
  if (rest !== undefined) {
    const message = "k3s ignores everything from here on: it reads the first document of the file only.";
    report("registries-not-used", { start: rest, end: Math.min(source.length, rest + 3) }, message);
  }
  return findings.toSorted((a, b) => a.start - b.start);
}

/** The parser's own words quote the text, in which there may be passwords. */
const causes: Readonly<Record<YamlFault["reason"], string>> = {
  control: "this is a control character, which YAML does not take.",
  tab: "YAML is indented with spaces, and takes no tab here.",
  alias: "this alias (*) has no anchor (&) before it.",
  asterisk: 'an asterisk stands in quotation marks, "*", or YAML takes it for an alias.',
  version: "it reads YAML 1.1 only.",
  other: "this is not YAML.",
};
