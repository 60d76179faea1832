import type { IncomingMessage } from "node:http";
import { TLSSocket } from "node:tls";
import { createCertificateAuthority } from "../certificates/certificateAuthority.ts";
import { ContentStore } from "../registry/contentStore.ts";
import { listen } from "../registry/listen.ts";
import { demoImage } from "../registry/seed/demoImage.ts";
import { amd64, ImageBuilder } from "../registry/seed/imageBuilder.ts";
import { createRegistry } from "../registry/startRegistry.ts";

/** A request as it came over the wire. */
export interface ArrivedRequest {
  /** `https://127.0.0.1:port/path?query`. */
  readonly line: string;
  /** Those that begin with `x-`, joined with commas. */
  readonly headers: Readonly<Record<string, string>>;
  /** The common name of the client certificate. */
  readonly client: string | undefined;
}

export interface PulledRegistry {
  readonly host: string;
  readonly hasImage: boolean;
  /** Whether it speaks HTTPS, and only that. */
  readonly tls: boolean;
  readonly wantsClient: boolean;
}

const kinds = {
  full: { hasImage: true, tls: true, wantsClient: false },
  empty: { hasImage: false, tls: true, wantsClient: false },
  guarded: { hasImage: true, tls: true, wantsClient: true },
  plain: { hasImage: true, tls: false, wantsClient: false },
} as const;

export type RegistryName = keyof typeof kinds;

export interface PulledRegistries {
  readonly registries: Readonly<Record<RegistryName, PulledRegistry>>;
  /** In the order in which they came, whichever registry they came to. */
  readonly arrived: ArrivedRequest[];
  /** PEM: the authority of every certificate here. */
  readonly ca: string;
  readonly clientPair: { readonly cert: string; readonly key: string };
  /** Digests of the image: its manifest, and what that names. */
  readonly manifest: string;
  readonly blobs: readonly string[];
  close(): Promise<void>;
}

/** Four registries on loopback ports that serve the API below any path, and write down together what they are asked. */
export async function startPulledRegistries(repository: string, tag: string): Promise<PulledRegistries> {
  const authority = createCertificateAuthority();
  const content = new ContentStore();
  const manifest = new ImageBuilder(content, repository).image(demoImage("app", "1", 1), amd64, tag).digest;
  const blobs = [...content.open(repository).blobs];
  const arrived: ArrivedRequest[] = [];
  const start = async ({ hasImage, tls, wantsClient }: (typeof kinds)[RegistryName]) => {
    const { listener } = createRegistry({ content: hasImage ? content : new ContentStore() });
    const pair = { ...authority.issue({ commonName: "registry", names: ["127.0.0.1"] }), ...(wantsClient && { clientCa: authority.cert }) };
    const server = await listen(
      (request, response) => {
        arrived.push(describeRequest(request));
        request.url = request.url?.replace(/^.*?(?=\/team\/)/, "/v2") ?? "";
        listener(request, response);
      },
      tls ? { tls: pair } : {},
    );
    return { host: `127.0.0.1:${server.port}`, hasImage, tls, wantsClient, server };
  };
  const [full, empty, guarded, plain] = await Promise.all([
    start(kinds.full),
    start(kinds.empty),
    start(kinds.guarded),
    start(kinds.plain),
  ]);
  return {
    registries: { full, empty, guarded, plain },
    arrived,
    ca: authority.cert,
    clientPair: authority.issue({ commonName: "client" }),
    manifest,
    blobs,
    close: async () => void (await Promise.all([full, empty, guarded, plain].map(({ server }) => server.close()))),
  };
}

function describeRequest({ method, url, headers, socket }: IncomingMessage): ArrivedRequest {
  const isTls = socket instanceof TLSSocket;
  const own = Object.entries(headers).filter(([name]) => name.startsWith("x-"));
  return {
    line: `${method} ${isTls ? "https" : "http"}://${headers.host}${url}`,
    headers: Object.fromEntries(own.map(([name, value]) => [name, String(value)])),
    client: isTls ? socket.getPeerCertificate().subject?.CN?.toString() : undefined,
  };
}
