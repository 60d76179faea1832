import assert from "node:assert/strict";
import { test } from "node:test";
import { RegistryError } from "../../../../src/core/registryError.ts";
import { createCertificateAuthority } from "../../../support/certificates/certificateAuthority.ts";
import { startRegistry } from "../../../support/registry/startRegistry.ts";
import { createSessionOpener } from "../../../support/sessionOpener.ts";

const authority = createCertificateAuthority();
const { cert: certificate, key } = authority.issue({ commonName: "client" });

test("an API on another host is verified, and sees no client certificate, whatever hosts.toml says of the registry", async (t) => {
  const tls = { ...authority.issue({ commonName: "registry", names: ["127.0.0.1"] }) };
  const [registry, api] = await Promise.all([startRegistry({ tls }), startRegistry({ tls: { ...tls, clientCa: authority.cert } })]);
  t.after(() => Promise.all([registry.close(), api.close()]));
  const endpoint = { host: registry.host, baseUrl: new URL(`${registry.url}/v2`) };
  const ask = async (url: string, hostOptions: Parameters<ReturnType<typeof createSessionOpener>>[1]): Promise<number> => {
    const session = await createSessionOpener()(endpoint, hostOptions, { lookup: () => Promise.resolve(undefined) });
    try {
      return (await session.getApi(new URL(`${url}/v2/`), "Bearer s3cret", new URL(url), new AbortController().signal)).status;
    } finally {
      session.dispose();
    }
  };
  assert.equal(await ask(registry.url, { skipVerify: true }), 200);
  const fails = (code: string) => (error: unknown) => error instanceof RegistryError && error.code === code;
  await assert.rejects(ask(api.url, { skipVerify: true }), fails("tls-untrusted"));
  await assert.rejects(
    ask(api.url, { ca: [authority.cert], clientCertificates: [{ certificate, key }] }),
    fails("client-certificate-wanted"),
  );
  assert.deepEqual(api.requests.entries, []);
});

test("what another host than the registry's is asked with a login is refused, and nothing is sent", async (t) => {
  const [registry, other] = await Promise.all([startRegistry(), startRegistry()]);
  t.after(() => Promise.all([registry.close(), other.close()]));
  const endpoint = { host: registry.host, baseUrl: new URL(`${registry.url}/v2`) };
  const session = await createSessionOpener()(endpoint, {}, { lookup: () => Promise.resolve(undefined) });
  t.after(() => session.dispose());
  const { signal } = new AbortController();
  const url = new URL(`${other.url}/v2/`);
  await assert.rejects(session.getApi(url, "Bearer s3cret", undefined, signal), (error) => RegistryError.is(error, "request-rejected"));
  await assert.rejects(session.askApi({ url, authorization: "Bearer s3cret" }, signal), (error) =>
    RegistryError.is(error, "request-rejected"),
  );
  await assert.rejects(session.postForm(url.href, { secret: "s3cret" }, signal), (error) => RegistryError.is(error, "request-rejected"));
  assert.deepEqual(other.requests.entries, []);
});
