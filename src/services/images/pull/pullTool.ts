import { engines } from "../engine.ts";

/** The programs whose command for a pull can be copied: the engines, what writes an image to a file, and containerd's own. */
export const pullTools = [...engines, "crane", "skopeo", "ctr"] as const;
export type PullTool = (typeof pullTools)[number];
