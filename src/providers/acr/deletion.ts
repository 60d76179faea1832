import { repositoryPath } from "../../registry/repositoryPath.ts";
import type { OpenTagDeletion } from "../deletion.ts";

/** Azure's registries delete manifests by digest alone; their own API takes a tag off (Azure/acr-cli, docs/swagger.yaml, “DeleteAcrTag”). */
export const openTagDeletion: OpenTagDeletion = ({ credential, deleteAtRegistry }) =>
  credential === undefined
    ? undefined
    : (repository, tag, _, signal) =>
        deleteAtRegistry(
          `/acr/v1/${repositoryPath(repository)}/_tags/${tag}`,
          { kind: "repository", repository, action: "delete" },
          signal,
        );
