import { createCertificateAuthority } from "../../support/certificates/certificateAuthority.ts";
import { pullOnlyRights } from "../../support/registry/access.ts";
import type { RegistryOptions } from "../../support/registry/registryOptions.ts";
import { seedDemo } from "../../support/registry/seed/seedDemo.ts";
import { type RunningRegistry, startRegistry } from "../../support/registry/startRegistry.ts";
import { clientSuite, type Profile } from "./clientSuite.ts";

const account = { username: "alice", password: "pass:wörd" };
const reader = { username: "reader", password: "only reads" };
const accounts = [account, { ...reader, rights: pullOnlyRights }];
const profile: Profile = { auth: "none", referrersApi: true, deletesTags: true, untagged: "empty" };

async function start(options: RegistryOptions = {}): Promise<RunningRegistry> {
  const registry = await startRegistry(options);
  seedDemo(registry);
  return registry;
}

clientSuite("embedded registry, open", profile, () => start());

clientSuite("embedded registry, Basic", { ...profile, auth: "basic", account, reader }, () => start({ auth: { kind: "basic", accounts } }));

const bearer: Profile = { ...profile, auth: "bearer", account, reader };
clientSuite("embedded registry, Bearer", bearer, () => start({ auth: { kind: "bearer", accounts } }));

clientSuite("embedded registry, Bearer over HTTPS with a client certificate", bearer, async () => {
  const authority = createCertificateAuthority();
  const server = authority.issue({ commonName: "registry", names: ["127.0.0.1"] });
  const { cert: certificate, key } = authority.issue({ commonName: "client" });
  const registry = await start({ auth: { kind: "bearer", accounts }, tls: { ...server, clientCa: authority.cert } });
  return { ...registry, transport: { ca: [authority.cert], clientCertificates: [{ certificate, key }] } };
});

const modest: Profile = { ...profile, referrersApi: false, deletesTags: false };
clientSuite("embedded registry without large pages, the referrers API and tag deletion", modest, () =>
  start({ pageLimit: { max: 50, whenLarger: "refuse" }, referrers: false, deletes: "digests" }),
);
