// The parts of undici that undiciTransport.ts uses. They are imported by file because undici's main entry replaces
// Node's global dispatcher, which other extensions in the same process share.

declare module "undici/lib/dispatcher/dispatcher.js" {
  class Dispatcher {
    request(options: Dispatcher.RequestOptions): Promise<Dispatcher.ResponseData>;
    destroy(): Promise<void>;
  }
  namespace Dispatcher {
    interface RequestOptions {
      origin: string;
      path: string;
      method: string;
      headers: Record<string, string>;
      body: string | Uint8Array | AsyncIterable<Uint8Array> | null;
      signal: AbortSignal | undefined;
      headersTimeout: number | undefined;
      bodyTimeout: number | undefined;
    }
    interface ResponseData {
      statusCode: number;
      headers: Record<string, string | string[] | undefined>;
      body: AsyncIterable<Uint8Array> & { destroy(): void; on(event: "error", listener: () => void): void };
    }
    /** Beside `timeout`, options of tls.connect. */
    interface ConnectOptions {
      timeout: number;
      rejectUnauthorized: boolean;
      secureContext?: object;
    }
    type Connector = (target: object, done: (error: Error | null, socket: object | null) => void) => void;
  }
  export { Dispatcher as default };
}

declare module "undici/lib/dispatcher/agent.js" {
  import type Dispatcher from "undici/lib/dispatcher/dispatcher.js";
  class Agent extends Dispatcher {
    constructor(options: { connect: Dispatcher.ConnectOptions });
  }
  export { Agent as default };
}

declare module "undici/lib/dispatcher/pool.js" {
  import type Dispatcher from "undici/lib/dispatcher/dispatcher.js";
  class Pool extends Dispatcher {
    constructor(origin: URL, options: { connect: Dispatcher.Connector });
  }
  export { Pool as default };
}

declare module "undici/lib/dispatcher/proxy-agent.js" {
  import type Dispatcher from "undici/lib/dispatcher/dispatcher.js";
  class ProxyAgent extends Dispatcher {
    constructor(options: ProxyAgent.Options);
  }
  namespace ProxyAgent {
    interface Options {
      uri: string;
      token?: string;
      requestTls: Dispatcher.ConnectOptions;
      proxyTls: Dispatcher.ConnectOptions;
      /** Makes what connects to the proxy itself, for tunnels. */
      clientFactory: (origin: URL, options: { connect: Dispatcher.Connector }) => Dispatcher;
    }
  }
  export { ProxyAgent as default };
}

declare module "undici/lib/api/index.js" {
  const api: { readonly request: unknown; readonly connect: unknown };
  export { api as default };
}
