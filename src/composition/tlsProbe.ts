import { createTlsProbe } from "../node/nodeTlsProbe.ts";
import { readHttpSettings } from "../platform/httpSettings.ts";
import { chooseNetworkOptions } from "../services/reach/networkOptions.ts";
import { proxyFor } from "../services/reach/proxyTo.ts";

/** Handshakes go the way that requests go. */
export const tlsProbe = createTlsProbe((url) => proxyFor(url, chooseNetworkOptions(readHttpSettings(), process.env)));
