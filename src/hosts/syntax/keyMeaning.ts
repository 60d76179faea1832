import { type Field, fieldOf } from "../schema.ts";
import type { KeyPart } from "./document.ts";

/** What a path of keys means to containerd. `host` is the part that names the host, undefined at the root. */
export type KeyMeaning =
  /** `host` itself. */
  | { readonly kind: "hosts"; readonly part: KeyPart }
  /** `host."URL"`. */
  | { readonly kind: "host"; readonly host: KeyPart }
  /** A field of the root or of a host; `rest` are keys below it, as in `header.x-name`. */
  | {
      readonly kind: "field";
      readonly host: KeyPart | undefined;
      readonly field: Field;
      readonly part: KeyPart;
      readonly rest: readonly KeyPart[];
    }
  /** A root-only field inside a host. */
  | { readonly kind: "misplaced"; readonly host: KeyPart; readonly field: Field; readonly part: KeyPart }
  /** A host inside a host. */
  | { readonly kind: "nested"; readonly host: KeyPart; readonly part: KeyPart; readonly rest: readonly KeyPart[] }
  /** A name that means nothing. */
  | { readonly kind: "unknown"; readonly host: KeyPart | undefined; readonly part: KeyPart }
  /** A header without a readable key. */
  | { readonly kind: "nothing" };

export function isHostWord(part: KeyPart | undefined): boolean {
  return part !== undefined && part.name.length === 4 && part.name.toLowerCase() === "host";
}

export function meaningOf(path: readonly KeyPart[]): KeyMeaning {
  const [first, second, third] = path;
  if (first === undefined) return { kind: "nothing" };
  if (!isHostWord(first)) return fieldMeaning(undefined, first, path.slice(1));
  if (second === undefined) return { kind: "hosts", part: first };
  if (third === undefined) return { kind: "host", host: second };
  if (isHostWord(third)) return { kind: "nested", host: second, part: third, rest: path.slice(3) };
  return fieldMeaning(second, third, path.slice(3));
}

function fieldMeaning(host: KeyPart | undefined, part: KeyPart, rest: readonly KeyPart[]): KeyMeaning {
  const field = fieldOf(part.name);
  if (field === undefined) return { kind: "unknown", host, part };
  if (host !== undefined && field.rootOnly) return { kind: "misplaced", host, field, part };
  return { kind: "field", host, field, part, rest };
}
