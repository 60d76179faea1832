import { CodedError } from "../../../core/errors.ts";

export type LayerErrorCode =
  /** It is something else than an image with layers. */
  | "no-files"
  /** It is encrypted (`…+encrypted`), or this program does not know its compression. */
  | "layer-encrypted"
  /** Its bytes are no tar archive, or a damaged one; `params.reason` says what is wrong. */
  | "layer-damaged"
  /** It unpacks to more than anybody would put into a layer. */
  | "layer-too-large"
  /** It has a file in a way that is not read: `params.path`. */
  | "file-not-readable";

/** Why the files of a layer cannot be had. */
export class LayerError extends CodedError<LayerErrorCode> {
  static damaged(reason: string, cause?: unknown): LayerError {
    return new LayerError("layer-damaged", `the layer is damaged: ${reason}`, { params: { reason }, cause });
  }
}
