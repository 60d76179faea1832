import { systemErrorCode } from "../../core/errors.ts";
import { type FileRefusedCode, FileRefusedError } from "../../core/ordinaryFile.ts";
import type { Sentence } from "./sentence.ts";
import { systemErrorAdvice } from "./systemErrorAdvice.ts";
import { say } from "../../platform/say.ts";

const refusals: Readonly<Record<FileRefusedCode, (path: string) => Sentence>> = {
  "is-a-directory": (path) => ({ what: say("{0} is a directory, where a file should be.", path) }),
  "not-an-ordinary-file": (path) => ({
    what: say("{0} is a pipe, a socket or a device, which is not opened.", path),
    advice: say("Put a file in its place."),
  }),
  "file-too-large": (path) => ({ what: say("{0} is too large for a file of its kind, and is not read.", path) }),
  "path-refused": (path) => ({
    what: say("{0} is a network or device path, which is not opened.", path),
    advice: say("Name a file on this machine."),
  }),
};

/** What the system, or we, refused at a file; undefined for an error of another kind. */
export function fileSentence(error: unknown): Sentence | undefined {
  if (error instanceof FileRefusedError) return refusals[error.code](String(error.params["path"]));
  const systemCode = systemErrorCode(error);
  const path = (error as { readonly path?: unknown } | undefined)?.path;
  if (systemCode === undefined || typeof path !== "string") return undefined;
  const advice = systemErrorAdvice(systemCode);
  return { what: say("{0} cannot be read or written ({1}).", path, systemCode), ...(advice === undefined ? {} : { advice }) };
}
