/** A piece of the text: UTF-16 offsets, `end` exclusive. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/**
 * The TOML readers that containerd has used, as bits of a set: go-toml v1 (containerd 1.x), go-toml v2 for TOML 1.0
 * (containerd 2.0 to 2.3) and go-toml v2 for TOML 1.1 (containerd 2.4). One scan serves all of them: each problem says
 * which readers refuse the text for it.
 */
export const Reader = { v1: 1, v2: 2, v24: 4, notV1: 6, notV2: 5, notV24: 3, all: 7 } as const;
export type ReaderSet = number;

export interface SyntaxProblem extends Span {
  readonly code: "toml-syntax" | "byte-order-mark" | "ipv6-header-unsupported";
  /** What is wrong, one sentence, without the consequence. */
  readonly message: string;
  /** The readers that refuse the file because of it. */
  readonly readers: ReaderSet;
  /** What would put it right, where that leaves no doubt. */
  readonly fix?: "quote";
  /** Another place that it clashes with. */
  readonly related?: Span & { readonly message: string };
}

/** One part of a dotted key. The span includes its quotes. */
export interface KeyPart extends Span {
  readonly name: string;
  readonly quote: "" | '"' | "'";
}

export type StringForm = '"' | "'" | '"""' | "'''";

export interface StringValue extends Span {
  readonly kind: "string";
  readonly value: string;
  readonly form: StringForm;
}

export interface ScalarValue extends Span {
  readonly kind: "integer" | "float" | "boolean" | "date";
  /** As written. */
  readonly text: string;
}

export interface ArrayValue extends Span {
  readonly kind: "array";
  readonly items: readonly Value[];
}

export interface InlineTable extends Span {
  readonly kind: "table";
  readonly entries: readonly Entry[];
}

/** A value that is missing or unreadable; a problem says so. */
export interface InvalidValue extends Span {
  readonly kind: "invalid";
}

export type Value = StringValue | ScalarValue | ArrayValue | InlineTable | InvalidValue;

/** `key = value`. The span reaches from the key to the end of the value. */
export interface Entry extends Span {
  readonly key: readonly KeyPart[];
  readonly value: Value;
}

/** `[a.b]` or `[[a.b]]`. The span includes the brackets. */
export interface Header extends Span {
  readonly key: readonly KeyPart[];
  readonly array: boolean;
}

/** A header with the entries below it; the first table of a document has no header. */
export interface DocumentTable extends Span {
  readonly header: Header | undefined;
  readonly entries: readonly Entry[];
}

/** A hosts.toml as it is written. Never fails to exist: what could not be read is a problem, and the rest is here. */
export interface HostsDocument {
  readonly text: string;
  readonly tables: readonly DocumentTable[];
  readonly comments: readonly Span[];
  /** What any reader minds in what is written, in no order; keys defined twice are not looked for here. */
  readonly problems: readonly SyntaxProblem[];
}
