import type { FileKind } from "./fileKind.ts";

/** Where an image stands in a file: by the keys that lead there, of which lists have their numbers. */
export interface YamlPlace {
  readonly path: RegExp;
  /** The key itself is the image. */
  readonly isKey?: true;
  /** The value is an image only where this stands before it. */
  readonly scheme?: string;
  /** Elsewhere the key may mean a picture, or part of a name: only a name with its registry is an image. */
  readonly needsHost?: true;
}

/** What stands for keys in a pattern: `*` one, `#` the number of a list's item, `**` any, or none; `job` the name of a job in GitLab's files. */
const wildcards: Readonly<Record<string, string>> = {
  "*": "[^\\n]+\\n",
  "#": "\\d+\\n",
  "**": "(?:[^\\n]+\\n)*",
  job: "(?!variables\\n)[^\\n]+\\n",
};

/** A path is its keys, with a line end behind each: no key has one. */
export function pathBelow(path: string, key: string | number): string {
  return `${path}${key}\n`;
}

function at(pattern: string): RegExp {
  const keys = pattern.split("/").map((key) => wildcards[key] ?? `${key}\\n`);
  return new RegExp(`^${keys.join("")}$`);
}

const docker = "docker://";

/**
 * Sources: compose-spec 05-services.md (image); Kubernetes' API reference (Container, EphemeralContainer, ImageVolumeSource); GitHub's workflow
 * syntax (container, services, uses) and metadata syntax (runs.image); GitLab's CI/CD YAML reference (image, services); devcontainers.github.io
 * (image, features).
 */
export const yamlPlaces: Readonly<Record<Exclude<FileKind, "dockerfile">, readonly YamlPlace[]>> = {
  compose: [{ path: at("services/*/image") }],
  github: [
    { path: at("jobs/*/container") },
    { path: at("jobs/*/container/image") },
    { path: at("jobs/*/services/*/image") },
    { path: at("jobs/*/steps/#/uses"), scheme: docker },
    { path: at("runs/image"), scheme: docker },
    { path: at("runs/steps/#/uses"), scheme: docker },
  ],
  gitlab: ["", "job/"].flatMap((job) =>
    ["image", "image/name", "services/#", "services/#/name"].map((place) => ({ path: at(`${job}${place}`) })),
  ),
  devcontainer: [{ path: at("image") }, { path: at("features/*"), isKey: true }],
  yaml: [
    ...["containers", "initContainers", "ephemeralContainers"].map((list) => ({ path: at(`**/${list}/#/image`) })),
    { path: at("**/volumes/#/image/reference") },
    { path: at("services/*/image") },
    { path: at("**/image"), needsHost: true },
  ],
};
