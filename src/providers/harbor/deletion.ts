import { repositoryPath } from "../../registry/repositoryPath.ts";
import type { OpenTagDeletion } from "../deletion.ts";
import { basicLogin } from "../shared/basicLogin.ts";

/** Harbor's registry deletes an artifact with all its tags; its API takes one off (Harbor, api/v2.0/swagger.yaml, “deleteTag”). */
export const openTagDeletion: OpenTagDeletion = ({ credential, origin, askApi }) => {
  const login = basicLogin(credential);
  if (login === undefined) return undefined;
  return async (repository, tag, digest, signal) => {
    const [project = "", ...name] = repositoryPath(repository).split("/");
    // A slash in the name is encoded twice.
    const path = `projects/${project}/repositories/${name.join("%252F")}/artifacts/${digest}/tags/${tag}`;
    await askApi({ method: "DELETE", url: new URL(`/api/v2.0/${path}`, origin), ...login }, signal);
  };
};
