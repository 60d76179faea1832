import { type Disposable, DisposableStore } from "../core/disposable.ts";
import { type ContainerdConfig, loadContainerdConfig } from "../hosts/containerdConfig/loadConfig.ts";
import type { ContainerdVersion } from "../hosts/versions.ts";
import type { ServerMachine } from "./state.ts";

/** As many as a configuration with its drop-ins has; the main file and the directories of patterns come first. */
const maxWatched = 64;

/** containerd's configuration, read once for a release and again when one of its files has changed. */
export class ContainerdConfigs implements Disposable {
  readonly #machine: ServerMachine;
  readonly #onDidChange: () => void;
  #watched = new DisposableStore();
  #read: { readonly version: ContainerdVersion; readonly config: Promise<ContainerdConfig> } | undefined;

  constructor(machine: ServerMachine, onDidChange: () => void) {
    this.#machine = machine;
    this.#onDidChange = onDidChange;
  }

  /** Never rejects. */
  get(version: ContainerdVersion): Promise<ContainerdConfig> {
    if (this.#read?.version === version) return this.#read.config;
    const config = this.#load(version);
    this.#read = { version, config };
    return config;
  }

  dispose(): void {
    this.#watched.dispose();
  }

  async #load(version: ContainerdVersion): Promise<ContainerdConfig> {
    const { files, watch, containerdConfig } = this.#machine;
    const config = await loadContainerdConfig(files, containerdConfig, version);
    this.#watched.dispose();
    this.#watched = new DisposableStore();
    for (const path of config.sources.slice(0, maxWatched)) this.#watched.add(watch.watchFile(path, () => this.#forget()));
    return config;
  }

  #forget(): void {
    this.#read = undefined;
    this.#onDidChange();
  }
}
