import type { Edit } from "./languageServer.ts";

const header = ['server = "https://registry.example"', "", "# Mirrors, in the order in which containerd tries them."];
const faultless = 'capabilities = ["pull", "resolve"]';
const faulty = 'capabilities = ["pull", "resolv"]';

function hostTable(index: number): readonly string[] {
  const name = `mirror-${String(index).padStart(5, "0")}.example:5000`;
  return ["", `[host."https://${name}"]`, `  ${faultless}`, `  ca = "/etc/containerd/certs.d/${name}/ca.crt"`, '  dial_timeout = "5s"'];
}

/** A hosts.toml without a finding. */
export function hostsToml(hosts: number): string {
  return `${[...header, ...Array.from({ length: hosts }, (_, index) => hostTable(index)).flat()].join("\n")}\n`;
}

/** How many hosts make a file of that many bytes at most: what is larger than 1 MB is not checked. */
export function hostsIn(bytes: number): number {
  return Math.floor((bytes - hostsToml(0).length) / (hostsToml(2).length - hostsToml(1).length));
}

/** Misspells a capability of the first host of a faultless text, or puts it right again. */
export function misspell(text: string, isFaulty: boolean): Edit {
  const line = header.length + 2;
  const from = isFaulty ? faultless : faulty;
  const to = isFaulty ? faulty : faultless;
  const range = { start: { line, character: 2 }, end: { line, character: 2 + from.length } };
  return { range, text: to, whole: text.replace(faultless, to) };
}
