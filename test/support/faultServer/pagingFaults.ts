import { type FaultHandler, sendTags, type Visit } from "./visit.ts";

function linked(link: (visit: Visit) => string): FaultHandler {
  return (visit) => sendTags(visit, { link: link(visit) });
}

/** `Link` headers that lead nowhere good. */
export const pagingFaults = {
  "links to a next page for ever": linked(({ count }) => `</v2/team/app/tags/list?last=${count}>; rel="next"`),
  "links to the page itself": linked(({ request }) => `<${request.url}>; rel="next"`),
  "links back and forth": linked(({ count }) => `</v2/team/app/tags/list?last=${count % 2}>; rel="next"`),
  "links to another origin": linked(({ elsewhere }) => `<${elsewhere}/v2/team/app/tags/list?last=1>; rel="next"`),
  "links to another scheme": linked(() => '<ftp://127.0.0.1/v2/team/app/tags/list>; rel="next"'),
} as const satisfies Record<string, FaultHandler>;
