import { parseReference, type Reference } from "../../core/reference.ts";
import { RegistryError } from "../../core/registryError.ts";

/** An image that a file names. */
export interface ImageMention {
  /** Of the name as it stands in the file, without quotation marks: offsets in UTF-16 units, the end behind the last of them. */
  readonly start: number;
  readonly end: number;
  /** The name as it is written. */
  readonly written: string;
  /** The name with the values that the file itself gives its variables; undefined where one has none. */
  readonly name: string | undefined;
}

/** A file that names more is none that a person reads. */
export const mostImagesOfFile = 1_000;

/** The image that is meant; undefined where the name is none, or not known in full. */
export function meantReference({ name }: ImageMention): Reference | undefined {
  return name === undefined ? undefined : referenceIn(name);
}

/** Whether docker takes the text for an image's name, whatever a registry calls a repository of its. */
export function isImageName(text: string): boolean {
  return referenceIn(text) !== undefined;
}

function referenceIn(name: string): Reference | undefined {
  try {
    return parseReference(name);
  } catch (error) {
    if (RegistryError.is(error, "invalid-reference")) return undefined;
    throw error;
  }
}

/** The image of that name that stands nearest to an offset: where it stood may be known from before the file was changed. */
export function nearestImage(images: readonly ImageMention[], offset: number, written: string): ImageMention | undefined {
  const away = ({ start }: ImageMention): number => Math.abs(start - offset);
  return images.filter((image) => image.written === written).toSorted((a, b) => away(a) - away(b))[0];
}

/** Whether the name stands in the file as it is, so that another one can take its place. */
export function isLiteral({ written, name }: ImageMention): boolean {
  return written === name;
}

/** A name in which nothing stands for something else. */
export function literalMention(start: number, written: string): ImageMention {
  return { start, end: start + written.length, written, name: /[${}\s]/.test(written) ? undefined : written };
}

/** Whether a name says which registry it is at, as docker reads it. */
export function isReferenceWithHost(name: string): boolean {
  const slash = name.indexOf("/");
  return slash > 0 && /[.:]|^localhost$/.test(name.slice(0, slash));
}
