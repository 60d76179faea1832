import { createCertificateAuthority } from "../support/certificates/certificateAuthority.ts";
import { startDockerRegistry } from "../support/peers/dockerRegistry.ts";
import { missing } from "../support/peers/program.ts";
import { startTlsProxy } from "../support/peers/tlsProxy.ts";
import { startTokenServer } from "../support/peers/tokenServer.ts";
import { pullOnlyRights } from "../support/registry/access.ts";
import { ContentStore } from "../support/registry/contentStore.ts";
import { seedDemo } from "../support/registry/seed/seedDemo.ts";
import { clientSuite, type Profile } from "../unit/registry/clientSuite.ts";

const account = { username: "alice", password: "pass:word" };
const reader = { username: "reader", password: "only reads" };
/** Distribution 2.8. */
const profile: Profile = { auth: "none", referrersApi: false, deletesTags: false, untagged: "not-found" };

function demo(): ContentStore {
  const store = new ContentStore();
  seedDemo({ store });
  return store;
}

clientSuite("docker-registry, open", profile, () => startDockerRegistry({ content: demo() }), { skip: missing("docker-registry") });

clientSuite(
  "docker-registry, htpasswd",
  { ...profile, auth: "basic", account },
  () => startDockerRegistry({ auth: { kind: "htpasswd", accounts: [account] }, content: demo() }),
  { skip: missing("docker-registry", "htpasswd") },
);

clientSuite(
  "docker-registry, token server",
  { ...profile, auth: "bearer", account, reader },
  async () => {
    const server = await startTokenServer({ accounts: [account, { ...reader, rights: pullOnlyRights }] });
    const registry = await startDockerRegistry({ auth: { kind: "token", server }, content: demo() });
    const close = async (): Promise<void> => {
      await registry.close();
      await server.close();
    };
    return { url: registry.url, close };
  },
  { skip: missing("docker-registry") },
);

clientSuite(
  "docker-registry behind nginx with client certificates",
  profile,
  async () => {
    const authority = createCertificateAuthority();
    const server = authority.issue({ commonName: "registry", names: ["127.0.0.1"] });
    const { cert: certificate, key } = authority.issue({ commonName: "client" });
    const registry = await startDockerRegistry({ content: demo() });
    const proxy = await startTlsProxy({ server, clientCa: authority.cert, upstreamPort: registry.port });
    const close = async (): Promise<void> => {
      await proxy.close();
      await registry.close();
    };
    return { url: proxy.url, transport: { ca: [authority.cert], clientCertificates: [{ certificate, key }] }, close };
  },
  { skip: missing("docker-registry", "nginx") },
);
