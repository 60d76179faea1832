/**
 * Base of all errors that this program raises on purpose. Pure rooms give a code and parameters; the UI makes a
 * translated sentence of them. `message` is English, for logs and for callers outside VS Code, and never holds a secret.
 */
export class CodedError<Code extends string = string> extends Error {
  readonly code: Code;
  readonly params: Readonly<Record<string, string | number>>;

  constructor(
    code: Code,
    message: string,
    options: { readonly params?: Readonly<Record<string, string | number>>; readonly cause?: unknown } = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    // That of the class is another one in a bundle.
    this.name = code;
    this.code = code;
    this.params = options.params ?? {};
  }
}

/** Makes errors that say what is in a file, and not where the program was: the stacks of 25,000 of them take seconds. */
export function withoutStacks<T>(make: () => T): T {
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 0;
  try {
    return make();
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
}

/** Whatever was thrown, as an Error: a non-Error becomes the cause of one. */
export function toError(thrown: unknown): Error {
  return thrown instanceof Error ? thrown : new Error(String(thrown), { cause: thrown });
}

/** Where an error was made, on one line, without its message, which may be anybody's. */
export function framesOf(thrown: unknown): string {
  const stack = thrown instanceof Error ? (thrown.stack ?? "") : "";
  return stack
    .split(/\n\s+at /)
    .slice(1)
    .join(" < ");
}

/** Whether `thrown` says that somebody cancelled (an AbortSignal fired), which is never shown as a failure. */
export function isAbort(thrown: unknown): boolean {
  return thrown instanceof Error && thrown.name === "AbortError";
}

/** Whether the system does not let this person write there: somebody with more rights may. */
export function isWriteDenied(thrown: unknown): boolean {
  return ["EACCES", "EPERM", "EROFS"].includes(systemErrorCode(thrown) ?? "");
}

/** The `code` of a Node system error (`ENOENT`, `ECONNREFUSED`, …) anywhere in the chain of causes, else undefined. */
export function systemErrorCode(thrown: unknown): string | undefined {
  for (let error = thrown, depth = 0; error instanceof Error && depth < 8; error = error.cause, depth++) {
    const code: unknown = (error as { code?: unknown }).code;
    if (typeof code === "string" && /^[A-Z][A-Z0-9_]+$/.test(code)) return code;
  }
  return undefined;
}
