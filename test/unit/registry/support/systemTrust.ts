import { readFileSync } from "node:fs";
import { RegistryError } from "../../../../src/core/registryError.ts";
import { createUndiciTransport, type TransportOptions } from "../../../../src/registry/http/undiciTransport.ts";

const [url = "", other = ""] = process.argv.slice(2);
const transports: readonly TransportOptions[] = [{}, { systemCertificates: true }, { ca: [readFileSync(other, "utf8")] }];

/**
 * Prints what transports make of the HTTPS server at the first argument, its status or an error's code: one that is told
 * nothing, one that may look at the system's certificates, one that is given the certificate in the file of the second argument.
 */
for (const options of transports) {
  const transport = createUndiciTransport(options);
  const body = (async function* () {
    yield Buffer.from("sent once");
  })();
  try {
    const { status } = await transport.request({ method: "POST", url: new URL(url), headers: {}, body });
    console.log(status);
  } catch (error) {
    console.log(error instanceof RegistryError ? error.code : error);
  }
  transport.dispose();
}
