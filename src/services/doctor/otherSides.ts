import { posix } from "node:path";
import type { Credential } from "../../core/credential.ts";
import type { FileReader } from "../../core/fileSystem.ts";
import { readOrdinaryFile } from "../../core/ordinaryFile.ts";
import { inSlices } from "../../core/slices.ts";
import { credentialOfEntry, isEmptyEntry } from "../../credentials/authEntry.ts";
import { parseConfig } from "../../credentials/configDocument.ts";
import { maxConfigBytes } from "../../credentials/configDocument.ts";
import { selectStore } from "../../credentials/helperSelection.ts";
import { readKeys, type RegistryName } from "../../credentials/registryName.ts";

/** Another config.json that has a login for a registry, as that of Windows beside WSL's: itself, or by a helper. */
export interface OtherSide {
  readonly path: string;
  readonly credential?: Credential;
  readonly helper?: string;
}

/** A machine has few people. */
const maxHomes = 50;

/** The logins for a registry of those who use this machine's Windows, as far as WSL shows their files. Runs no helper. */
export async function readOtherSides(
  name: RegistryName,
  { files, windowsHomes }: { readonly files: FileReader; readonly windowsHomes: string },
): Promise<readonly OtherSide[]> {
  const homes = await files.readDirectory(windowsHomes).catch((): readonly string[] => []);
  const paths = homes.slice(0, maxHomes).map((home) => posix.join(windowsHomes, home, ".docker", "config.json"));
  const sides = await Promise.all(paths.map((path) => readOtherSide(name, path, files)));
  return sides.filter((side) => side !== undefined);
}

/** What the config.json at that path has for a registry; undefined where it has nothing, or cannot be read. */
export async function readOtherSide(name: RegistryName, path: string, files: FileReader): Promise<OtherSide | undefined> {
  const content = await readOrdinaryFile(files, path, maxConfigBytes).catch(() => undefined);
  if (content === undefined) return undefined;
  const document = await inSlices(parseConfig(content, path));
  const key = readKeys(name).find((each) => document.auths.has(each) || document.credHelpers.has(each));
  if (key === undefined) return undefined;
  const { helper } = selectStore(document, key);
  if (helper !== "") return { path, helper };
  const entry = document.auths.get(key);
  const credential = entry === undefined || isEmptyEntry(entry) ? undefined : credentialOfEntry(entry);
  return credential === undefined ? undefined : { path, credential };
}
