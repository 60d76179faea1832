/** Names that people give a hosts.toml, and that containerd does not look for. */
export const misnamedFiles: readonly string[] = ["host.toml", "hosts.yaml", "hosts.yml"];

/** Whether what is in the file is no TOML, by its name. */
export function isNamedYaml(fileName: string): boolean {
  return /\.ya?ml$/i.test(fileName);
}
