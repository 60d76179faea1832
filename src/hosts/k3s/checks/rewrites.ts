import { goRegexpFault, groupsOf } from "../goRegexp.ts";
import type { YamlEntry, YamlNode } from "../yamlTree.ts";
import { yamlEntriesOf, yamlEntryAt, type RegistriesReport } from "./context.ts";

/** Rewrites that k3s' containerd cannot use, or that do nothing (regexp.ReplaceAllString). */
export function checkRewrites(root: YamlNode, report: RegistriesReport): void {
  for (const { value } of yamlEntriesOf(yamlEntryAt(root, "mirrors")?.value)) {
    const rewrite = yamlEntryAt(value, "rewrite");
    const rules = yamlEntriesOf(rewrite?.value);
    if (rewrite === undefined || rules.length === 0) continue;
    const list = yamlEntryAt(value, "endpoint")?.value;
    if (list?.kind !== "list" || list.items.length === 0) {
      report("registries-not-used", rewrite.key, "k3s does not use this `rewrite`: it is for endpoints, and there is none.");
      continue;
    }
    for (const rule of rules) checkRule(rule, report);
  }
}

function checkRule({ key, value }: YamlEntry, report: RegistriesReport): void {
  const fault = goRegexpFault(key.text);
  if (fault !== undefined) {
    report("registries-rewrite", key, `k3s leaves names as they are: this is not a regular expression of Go, which ${fault}.`);
    return;
  }
  if (value.kind !== "scalar") return;
  const groups = groupsOf(key.text);
  for (const [written, braced, bare] of value.text.matchAll(/\$(?:\{(\w+)\}|(\w+)|\$)/g)) {
    const name = braced ?? bare;
    if (name === undefined || groups.has(name)) continue;
    const digits = /^\d+(?=\D)/.exec(name)?.[0];
    const advice = bare !== undefined && digits !== undefined && groups.has(digits) ? ` Write \${${digits}}.` : "";
    report("registries-rewrite", value, `Nothing takes the place of ${written}: the expression has no group of that name.${advice}`);
    return;
  }
  if (/\\\d/.test(value.text) && !value.text.includes("$"))
    report("registries-rewrite", value, "k3s writes the backslash into the name: a group is $1 here, not \\1.");
}
