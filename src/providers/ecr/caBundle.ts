import { readOrdinaryFile } from "../../core/ordinaryFile.ts";
import { text } from "../../core/text.ts";
import type { MethodPorts } from "../methodContext.ts";
import { ObtainError } from "../obtainError.ts";
import { type AwsFilePorts, readAwsProfiles } from "./awsFiles.ts";

/** The bundle of all public authorities has a fifth of it. */
const maxBundleBytes = 1_048_576;

/**
 * The ports with the authorities that AWS's tools are told to trust at Amazon's APIs: of AWS_CA_BUNDLE, else of the profile's `ca_bundle`
 * (AWS SDKs and Tools Reference Guide, “General configuration”). A company's proxy that opens TLS is behind it, as a rule. They count besides
 * those of this machine. Rejects with ObtainError where the file cannot be read.
 */
export async function withCaBundle<Ports extends AwsFilePorts & Pick<MethodPorts, "sendSigned">>(
  ports: Ports,
  profile: string | undefined,
): Promise<Ports> {
  const path = await bundleOf(ports, profile);
  if (path === "") return ports;
  const bundle = await read(path.replace(/^~(?=\/)/, ports.homeDirectory), ports);
  return { ...ports, sendSigned: (request, signal) => ports.sendSigned(request, signal, [bundle]) };
}

async function bundleOf(ports: AwsFilePorts, profile: string | undefined): Promise<string> {
  const { AWS_CA_BUNDLE: ambient = "" } = ports.environment;
  if (ambient !== "" || profile === undefined || profile === "") return ambient;
  return (await readAwsProfiles(ports)).profiles.get(profile)?.get("ca_bundle") ?? "";
}

async function read(path: string, { files }: AwsFilePorts): Promise<string> {
  try {
    return new TextDecoder().decode(await readOrdinaryFile(files, path, maxBundleBytes));
  } catch (error) {
    throw ObtainError.refused(text("{0}, which AWS_CA_BUNDLE or the profile's ca_bundle names, cannot be read.", path), error);
  }
}
