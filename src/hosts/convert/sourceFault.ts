export type Syntax = "JSON" | "TOML" | "YAML";

/** Why a text is not converted. */
export interface SourceFault {
  /** `other`: it is well-formed, and no configuration that says something of registries. `talos`: whoever reads it makes hosts.toml files of it. `virtual-machine`: Lima, and Rancher Desktop with it, set up a machine by it. */
  readonly kind: "syntax" | "too-complex" | "talos" | "virtual-machine" | "other";
  readonly syntax: Syntax;
  /** From 1, where it is known. */
  readonly line?: number;
  /** Whether a tab is what stands there instead of spaces. */
  readonly isTab?: true;
}

/** What a text says, or why that cannot be told. */
export type Parsed = { readonly value: unknown } | { readonly fault: Omit<SourceFault, "syntax"> };
