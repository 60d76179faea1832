import { RegistryError } from "../../core/registryError.ts";
import { repositoryPath } from "../../registry/repositoryPath.ts";
import type { OpenTagDeletion } from "../deletion.ts";
import { askHub } from "./hubToken.ts";

/**
 * Docker Hub's registry deletes nothing for people's tokens; its API does (docker/hub-tool, pkg/hub/tags.go). It refuses tokens of
 * organizations there, which have a path of their own (Docker, “Docker Hub API”).
 */
export const openTagDeletion: OpenTagDeletion = ({ credential, askApi }) => {
  if (credential?.kind !== "basic") return undefined;
  const ask = askHub(credential, askApi);
  return async (repository, tag, _, signal) => {
    const [namespace = "", ...name] = repositoryPath(repository).split("/");
    try {
      await ask(`repositories/${namespace}/${name.join("/")}/tags/${tag}/`, signal, "DELETE");
    } catch (error) {
      if (!RegistryError.is(error, "denied")) throw error;
      await ask(`namespaces/${namespace}/repositories/${name.join("/")}/tags/${tag}`, signal, "DELETE");
    }
  };
};
