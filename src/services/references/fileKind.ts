/** The kinds of files that name images. `yaml`: of Kubernetes, or anything else. */
export type FileKind = "dockerfile" | "compose" | "github" | "gitlab" | "devcontainer" | "yaml";

/** The files in which images are named, as a glob. */
export const imageFiles =
  "**/{Dockerfile,Dockerfile.*,*.dockerfile,Containerfile,Containerfile.*,*.yaml,*.yml,devcontainer.json,.devcontainer.json}";

/** VS Code's languages of such files; devcontainer.json has that of many other files, and is known by its name. */
export const imageLanguages: readonly string[] = ["dockerfile", "dockercompose", "yaml", "github-actions-workflow", "gitlab-ci"];

/** The first that fits is the file's kind. Paths have slashes. */
const kinds: readonly { readonly kind: FileKind; readonly path: RegExp; readonly language?: string }[] = [
  { kind: "devcontainer", path: /(?:^|\/)(?:\.devcontainer\/(?:[^/]+\/)?devcontainer|\.devcontainer)\.json$/ },
  {
    kind: "dockerfile",
    path: /(?:^|\/)(?:Dockerfile|Containerfile)(?:\.[^/]+)?$|\.(?:dockerfile|containerfile)$/i,
    language: "dockerfile",
  },
  { kind: "github", path: /(?:^|\/)\.github\/workflows\/[^/]+\.ya?ml$|(?:^|\/)action\.ya?ml$/, language: "github-actions-workflow" },
  { kind: "gitlab", path: /\.gitlab-ci\.ya?ml$|(?:^|\/)\.gitlab\/.*\.ya?ml$/, language: "gitlab-ci" },
  { kind: "compose", path: /(?:^|\/)(?:docker-)?compose(?:\.[^/]+)?\.ya?ml$/, language: "dockercompose" },
  { kind: "yaml", path: /\.ya?ml$/, language: "yaml" },
];

/** Of a file by its path and, in an editor, its language; undefined where no image is looked for in it. */
export function fileKindOf(path: string, language?: string): FileKind | undefined {
  return (kinds.find((each) => each.path.test(path)) ?? kinds.find((each) => language !== undefined && each.language === language))?.kind;
}
