// The embedded registry behind Bearer authentication, with as many tags of one repository as its arguments say: count, repository, user name,
// password. Sends its URL to the process that forked it, and how many requests it has seen since the last time whenever that sends anything.
import { ContentStore } from "../../test/support/registry/contentStore.ts";
import { seedTags } from "../../test/support/registry/seed/seedTags.ts";
import { createRegistry } from "../../test/support/registry/startRegistry.ts";
import { listen } from "../../test/support/registry/listen.ts";

const [count = "", repository = "", username = "", password = ""] = process.argv.slice(2);
const content = new ContentStore();
seedTags(content, repository, Number(count), { distinct: Number(count) <= 1000 });
const { listener } = createRegistry({ content, auth: { kind: "bearer", accounts: [{ username, password }] } });
const requests = { seen: 0 };
const server = await listen((request, response) => {
  requests.seen++;
  listener(request, response);
});
process.send?.(`http://127.0.0.1:${server.port}`);
process.on("message", () => {
  process.send?.(requests.seen);
  requests.seen = 0;
});
process.once("disconnect", () => process.exit());
