import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { CertificatePair } from "../certificates/certificateAuthority.ts";
import { freePort, startServer, temporaryDirectory } from "./program.ts";

export interface TlsProxyOptions {
  /** The server's certificate, for 127.0.0.1. */
  readonly server: CertificatePair;
  /** PEM of the authority that every client's certificate must come from; without it, clients need none. */
  readonly clientCa?: string;
  /** Port on loopback of the HTTP server behind it. */
  readonly upstreamPort: number;
}

export interface TlsProxy {
  readonly url: string;
  readonly host: string;
  close(): Promise<void>;
}

/** Starts nginx as it is put in front of a registry: TLS, HTTP/2, and, where `clientCa` is given, no entry without a client certificate. */
export async function startTlsProxy(options: TlsProxyOptions): Promise<TlsProxy> {
  const directory = temporaryDirectory("nginx");
  try {
    const files = { "server.pem": options.server.cert, "server.key": options.server.key, "client-ca.pem": options.clientCa ?? "" };
    for (const [name, text] of Object.entries(files)) writeFileSync(join(directory.path, name), text, { mode: 0o600 });
    const port = await freePort();
    const path = join(directory.path, "nginx.conf");
    writeFileSync(path, configuration(port, options));
    const program = await startServer("nginx", ["-p", directory.path, "-c", path, "-e", "stderr"], port);
    const host = `127.0.0.1:${port}`;
    const close = async (): Promise<void> => {
      await program.stop();
      directory.remove();
    };
    return { url: `https://${host}`, host, close };
  } catch (error) {
    directory.remove();
    throw error;
  }
}

/** Relative paths are taken from the directory given by `-p`. */
function configuration(port: number, { clientCa, upstreamPort }: TlsProxyOptions): string {
  const verification = clientCa === undefined ? "" : "ssl_client_certificate client-ca.pem; ssl_verify_client on;";
  return `
daemon off;
# One process: started by root it would otherwise hand its directory to another user.
master_process off;
pid nginx.pid;
events {}
http {
  access_log off;
  client_body_temp_path body;
  proxy_temp_path proxy;
  fastcgi_temp_path fastcgi;
  uwsgi_temp_path uwsgi;
  scgi_temp_path scgi;
  client_max_body_size 0;
  server {
    listen 127.0.0.1:${port} ssl http2;
    ssl_certificate server.pem;
    ssl_certificate_key server.key;
    ${verification}
    location / {
      proxy_pass http://127.0.0.1:${upstreamPort};
      proxy_set_header Host $http_host;
      proxy_set_header X-Forwarded-Proto $scheme;
    }
  }
}
`;
}
