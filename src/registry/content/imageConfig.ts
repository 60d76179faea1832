import { asText, asTexts, isJsonObject, type JsonObject } from "../http/json.ts";
import type { Platform } from "./manifest.ts";

/** The parts of an image's configuration (image-spec, config.md) that are shown. Wrong types are left out: only the platform is required. */
export interface ImageConfig {
  readonly platform: Platform;
  /** RFC 3339. Reproducible builds write 1970 or year 1. */
  readonly created: string | undefined;
  readonly author: string | undefined;
  readonly user: string | undefined;
  readonly workingDirectory: string | undefined;
  readonly entrypoint: readonly string[];
  readonly command: readonly string[];
  /** `NAME=value`. */
  readonly environment: readonly string[];
  /** `80/tcp`. */
  readonly exposedPorts: readonly string[];
  readonly volumes: readonly string[];
  readonly labels: Readonly<Record<string, string>>;
  readonly history: readonly HistoryEntry[];
}

export interface HistoryEntry {
  readonly createdBy: string;
  readonly created: string | undefined;
  readonly comment: string | undefined;
  /** Made no layer. */
  readonly emptyLayer: boolean;
}

export function readImageConfig(json: JsonObject): ImageConfig {
  const config = object(json["config"]);
  const variant = someText(json["variant"]);
  const osVersion = someText(json["os.version"]);
  return {
    platform: {
      os: someText(json["os"]) ?? "",
      architecture: someText(json["architecture"]) ?? "",
      ...(variant === undefined ? {} : { variant }),
      ...(osVersion === undefined ? {} : { osVersion }),
    },
    created: someText(json["created"]),
    author: someText(json["author"]),
    user: someText(config["User"]),
    workingDirectory: someText(config["WorkingDir"]),
    entrypoint: texts(config["Entrypoint"]),
    command: texts(config["Cmd"]),
    environment: texts(config["Env"]),
    exposedPorts: Object.keys(object(config["ExposedPorts"])),
    volumes: Object.keys(object(config["Volumes"])),
    labels: asTexts(config["Labels"]),
    history: (Array.isArray(json["history"]) ? json["history"] : []).map((entry) => readHistory(object(entry))),
  };
}

function readHistory(entry: JsonObject): HistoryEntry {
  return {
    createdBy: someText(entry["created_by"]) ?? "",
    created: someText(entry["created"]),
    comment: someText(entry["comment"]),
    emptyLayer: entry["empty_layer"] === true,
  };
}

function someText(value: unknown): string | undefined {
  return value === "" ? undefined : asText(value);
}

function texts(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === "string") : [];
}

function object(value: unknown): JsonObject {
  return isJsonObject(value) ? value : {};
}
