import { createTlsProbe } from "../../src/node/nodeTlsProbe.ts";

/** Without a proxy. */
export const directTlsProbe = createTlsProbe(() => undefined);
