import { RegistryError } from "../../../../src/registry/registryError.ts";
import { createUndiciTransport } from "../../../../src/registry/undiciTransport.ts";

/** Prints what each of a process's two kinds of transport makes of the HTTPS server at argv[2]: its status, or an error's code. */
for (const systemCertificates of [false, true]) {
  const transport = createUndiciTransport({ systemCertificates });
  const body = (async function* () {
    yield Buffer.from("sent once");
  })();
  try {
    const { status } = await transport.request({ method: "POST", url: new URL(process.argv[2] ?? ""), headers: {}, body });
    console.log(status);
  } catch (error) {
    console.log(error instanceof RegistryError ? error.code : error);
  }
  transport.dispose();
}
