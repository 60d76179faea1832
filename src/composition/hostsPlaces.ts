import { nodeFileSystem } from "../node/nodeFileSystem.ts";
import type { HostsRootChoice } from "../services/hostsFiles/draft.ts";
import { hostsPlaces } from "../services/hostsFiles/wizard.ts";
import type { Machine } from "./machine.ts";

/** The certs.d directories of this machine that a hosts.toml may be written to, the likeliest first. */
export async function placesOf(machine: Machine): Promise<readonly HostsRootChoice[]> {
  const [roots, uid] = await Promise.all([machine.hostsRoots(), machine.pullingUser()]);
  const { runtimeDirectory } = machine.rootfulPlaces();
  return hostsPlaces(nodeFileSystem, { roots, areSet: machine.areHostsRootsSet(), uid, runtimeDirectory });
}
