// The embedded registry with as many repositories as its argument says. Sends its URL to the process that forked it.
import { ContentStore } from "../../test/support/registry/contentStore.ts";
import { seedRepositories } from "../../test/support/registry/seed/seedTags.ts";
import { startRegistry } from "../../test/support/registry/startRegistry.ts";

const content = new ContentStore();
seedRepositories(content, Number(process.argv[2]));
const { url } = await startRegistry({ content });
process.send?.(url);
process.once("disconnect", () => process.exit());
