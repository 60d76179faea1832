import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** One HTTP exchange with a provider (test/fixtures/provider-samples/README.md). */
export interface Sample {
  /** `<provider>/<file name without .json>` */
  readonly name: string;
  /** `captured`: what a service once answered. The others follow documentation or source code, or only their shape. */
  readonly confidence: "captured" | "documented" | "derived" | "unconfirmed";
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
  return readdirSync(directory, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name);
}

/** A provider's HTTP exchanges: those named, in that order, or all of them. */
export function loadSamples(provider: string, ...names: readonly string[]): readonly Sample[] {
  const all = readdirSync(join(directory, provider))
    .toSorted()
    .map((file) => file.replace(/\.json$/, ""));
  return (names.length > 0 ? names : all)
    .map((name) => loadSample(`${provider}/${name}`))
    .filter(({ request }) => request.method !== "CLI");
}

export function loadSample(name: string): Sample {
  const read: unknown = JSON.parse(readFileSync(join(directory, `${name}.json`), "utf8"));
  const {
    _confidence: confidence,
    request,
    response,
  } = read as Omit<Sample, "name" | "confidence"> & { readonly _confidence: Sample["confidence"] };
  return { name, confidence, request, response };
}

/** The same answer to a request for another address, where nobody has seen it. */
export function at(url: string, sample: Sample): Sample {
  return { ...sample, confidence: derived(sample), request: { method: sample.request.method, url } };
}

function derived({ confidence }: Sample): Sample["confidence"] {
  return confidence === "captured" ? "derived" : confidence;
}

/** The same exchanges at other hosts: what software answers that people also run themselves. Names are replaced in the order given. */
export function renamed(names: readonly (readonly [from: string, to: string])[], samples: readonly Sample[]): readonly Sample[] {
  const rename = (text: string): string => names.reduce((rest, [from, to]) => rest.replaceAll(from, to), text);
  return samples.map((sample) => ({ ...(JSON.parse(rename(JSON.stringify(sample))) as Sample), confidence: derived(sample) }));
}
