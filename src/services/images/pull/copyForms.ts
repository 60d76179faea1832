import { printReference, type Reference, withoutDigest } from "../../../core/reference.ts";
import { type Text, text } from "../../../core/text.ts";
import { checkedReference } from "../engineCommands.ts";

/** A line that names an image in a file of another kind. */
export interface CopyForm {
  readonly name: Text;
  readonly line: string;
}

/** The lines in which files name an image. Throws RegistryError `invalid-reference` for a name that is none. */
export function copyForms(reference: Reference, link: (reference: string) => string): readonly CopyForm[] {
  const whole = checkedReference(reference);
  const image = printReference(withoutDigest(reference));
  const forms = [
    { name: text("Reference"), line: image },
    { name: text("Dockerfile"), line: `FROM ${image}` },
    { name: text("Kubernetes or Compose"), line: yamlLine(image) },
  ];
  const asLink = { name: text("Link that opens it in VS Code, for a document or a chat"), line: link(image) };
  if (whole === image) return [...forms, asLink];
  const { tag: _, ...byDigest } = reference;
  return [
    ...forms,
    { name: text("By its digest, which never changes"), line: printReference(byDigest) },
    { name: text("Dockerfile, pinned to the digest"), line: `FROM ${whole}` },
    { name: text("Kubernetes or Compose, pinned to the digest"), line: yamlLine(whole) },
    asLink,
  ];
}

/** The host may be an address of IPv6, whose bracket would begin a list. */
function yamlLine(image: string): string {
  return `image: ${image.startsWith("[") ? JSON.stringify(image) : image}`;
}
