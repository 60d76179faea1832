import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before } from "node:test";
import { type Containerd, startContainerd } from "./containerd.ts";
import { type PulledRegistries, startPulledRegistries } from "./pulledRegistries.ts";

/** Runs, for the tests of a suite, a containerd with registries that it can pull `repository:tag` from. Files of `pems` lie in its folder as NAME.pem. */
export function withPulledContainerd(
  repository: string,
  tag: string,
  pems: (pulled: PulledRegistries) => Readonly<Record<string, string>> = () => ({}),
): { readonly containerd?: Containerd; readonly pulled?: PulledRegistries } {
  const state: { containerd?: Containerd; pulled?: PulledRegistries } = {};
  before(async () => {
    state.containerd = await startContainerd();
    state.pulled = await startPulledRegistries(repository, tag);
    for (const [name, pem] of Object.entries(pems(state.pulled))) writeFileSync(join(state.containerd.folder, `${name}.pem`), pem);
  });
  after(async () => {
    await state.pulled?.close();
    await state.containerd?.close();
  });
  return state;
}
