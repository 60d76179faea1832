import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** One HTTP exchange with a provider (test/fixtures/provider-samples/README.md). */
export interface Sample {
  /** `<provider>/<file name without .json>` */
  readonly name: string;
  readonly request: {
    readonly method: string;
    /** Absolute, or a path that any host may have. */
    readonly url: string;
    readonly headers?: Readonly<Record<string, string>>;
  };
  readonly response: {
    readonly status: number;
    readonly headers: Readonly<Record<string, string | readonly string[]>>;
    /** JSON. */
    readonly body?: unknown;
    readonly text?: string;
  };
}

const directory = join(import.meta.dirname, "../../fixtures/provider-samples");

/** The names of the folders, one a provider. */
export function sampleProviders(): readonly string[] {
  return readdirSync(directory, { withFileTypes: true }).filter((entry) => entry.isDirectory()).map((entry) => entry.name);
}

/** A provider's HTTP exchanges: those named, in that order, or all of them. */
export function loadSamples(provider: string, ...names: readonly string[]): readonly Sample[] {
  const all = readdirSync(join(directory, provider)).toSorted().map((file) => file.replace(/\.json$/, ""));
  return (names.length > 0 ? names : all)
    .map((name) => loadSample(`${provider}/${name}`))
    .filter(({ request }) => request.method !== "CLI");
}

export function loadSample(name: string): Sample {
  const { request, response } = JSON.parse(readFileSync(join(directory, `${name}.json`), "utf8")) as Omit<Sample, "name">;
  return { name, request, response };
}

/** The same answer to a request for another address. */
export function at(url: string, sample: Sample): Sample {
  return { ...sample, request: { method: sample.request.method, url } };
}

/** The same exchanges at other hosts: what software answers that people also run themselves. Names are replaced in the order given. */
export function renamed(names: readonly (readonly [from: string, to: string])[], samples: readonly Sample[]): readonly Sample[] {
  const rename = (text: string): string => names.reduce((rest, [from, to]) => rest.replaceAll(from, to), text);
  return samples.map((sample) => JSON.parse(rename(JSON.stringify(sample))) as Sample);
}
