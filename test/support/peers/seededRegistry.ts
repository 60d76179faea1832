import { ContentStore } from "../registry/contentStore.ts";
import { seedDemo } from "../registry/seed/seedDemo.ts";
import { type DockerRegistry, type DockerRegistryAuth, startDockerRegistry } from "./dockerRegistry.ts";

/** Starts Debian's registry with the content of the demo. */
export async function startSeededRegistry(auth: DockerRegistryAuth): Promise<DockerRegistry & { readonly content: ContentStore }> {
  const content = new ContentStore();
  seedDemo({ store: content });
  return { ...(await startDockerRegistry({ auth, content })), content };
}
