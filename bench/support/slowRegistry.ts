// The embedded registry, which takes its time for each answer. Its arguments: that time in milliseconds, and REPOSITORY=COUNT for the tags of
// each repository. Sends its URL to the process that forked it.
import { ContentStore } from "../../test/support/registry/contentStore.ts";
import { listen } from "../../test/support/registry/listen.ts";
import { seedTags } from "../../test/support/registry/seed/seedTags.ts";
import { createRegistry } from "../../test/support/registry/startRegistry.ts";

const [latency = "", ...repositories] = process.argv.slice(2);
const content = new ContentStore();
for (const each of repositories) {
  const [repository = "", count = ""] = each.split("=");
  seedTags(content, repository, Number(count));
}
const { listener } = createRegistry({ content });
const server = await listen((request, response) => {
  setTimeout(() => listener(request, response), Number(latency));
});
process.send?.(`http://localhost:${server.port}`);
process.once("disconnect", () => process.exit());
