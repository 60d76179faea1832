import { isAbort } from "../../core/errors.ts";
import { RegistryError } from "../../core/registryError.ts";
import { isRegistryHost } from "../../core/referenceHost.ts";
import { type Text, text } from "../../core/text.ts";
import { countingCertificates } from "../../hosts/resolve/loadHosts.ts";
import { runSteps } from "../prompts/runSteps.ts";
import { isPlainHttpFault } from "../reach/trustFault.ts";
import { type Diagnosis, diagnoseServer } from "../hostsFiles/diagnoseServer.ts";
import type { TrustDraft, TrustOutcome, TrustPorts, TrustStep, TrustTarget, TrustWay } from "./draft.ts";
import { settledRoot } from "./plan.ts";
import { authorityFileStep } from "./steps/caFile.ts";
import { clientCertificateStep, clientKeyStep } from "./steps/client.ts";
import { plainHttpStep } from "./steps/plainHttp.ts";
import { trustPlaceStep } from "./steps/place.ts";
import { presentedStep } from "./steps/presented.ts";
import { trustReviewStep } from "./steps/review.ts";
import { unverifiedStep } from "./steps/unverified.ts";
import { wayStep } from "./steps/way.ts";
import { TrustError } from "./trustError.ts";

/**
 * Says what is wrong with the certificate of a server, and writes into the registry's hosts.toml what the person decides against it, so
 * that nerdctl and containerd profit as well. Nothing is written before the server has been looked at once more. Rejects with TrustError
 * or HostsFileError where a hosts.toml that is there cannot be changed, or the server is not the registry itself.
 */
export async function setUpTrust(target: TrustTarget, fault: Error, ports: TrustPorts): Promise<TrustOutcome> {
  if (!target.isNamed || !isRegistryHost(target.registry)) throw new TrustError("elsewhere", elsewhere(target));
  const settled = await settledRoot(target.directory, ports.files);
  const diagnosis = await look(target, ports);
  if (diagnosis === undefined) return { kind: "cancelled" };
  const draft: TrustDraft = {
    target,
    fault,
    diagnosis,
    problem: undefined,
    inUse: target.directory === undefined ? undefined : await countingCertificates(ports.files, target.directory).catch(() => undefined),
    way: likeliestWay(diagnosis, fault),
    caFile: "",
    certificate: "",
    key: "",
    change: undefined,
    fingerprint: undefined,
    root: settled ?? ports.places[0]?.root ?? "",
    outcome: { kind: "cancelled" },
  };
  const isPlaced = settled !== undefined || ports.places.length < 2;
  const stepsOf = ({ way }: TrustDraft): readonly TrustStep[] => [
    wayStep,
    ...stepsFor[way],
    ...(isPlaced ? [] : [trustPlaceStep]),
    trustReviewStep,
  ];
  return (await runSteps(draft, ports, stepsOf)) === "cancelled" ? { kind: "cancelled" } : draft.outcome;
}

function elsewhere({ url, registry }: TrustTarget): Text {
  return text(
    "{0} is not {1}, but a server that {1} or its hosts.toml leads to. If you know it, add its CA certificate to hosts.toml by hand.",
    url.host,
    registry,
  );
}

function likeliestWay(diagnosis: Diagnosis, fault: Error): TrustWay {
  if (isPlainHttpFault(fault)) return "plain-http";
  if (RegistryError.is(fault, "client-certificate-wanted")) return "client";
  return "offered" in diagnosis && diagnosis.offered !== undefined ? "presented" : "file";
}

const stepsFor: Readonly<Record<TrustDraft["way"], readonly TrustStep[]>> = {
  presented: [presentedStep],
  file: [authorityFileStep],
  client: [clientCertificateStep, clientKeyStep],
  "skip-verify": [unverifiedStep],
  "plain-http": [plainHttpStep],
};

/** Undefined where the person does not wait for it. */
async function look({ url, transport }: TrustTarget, { prompter, probe, now }: TrustPorts): Promise<Diagnosis | undefined> {
  try {
    return await prompter.wait(text("Asking {0} for its certificate…", url.host), (signal) =>
      diagnoseServer(url, transport, probe, now(), signal),
    );
  } catch (error) {
    if (isAbort(error)) return undefined;
    throw error;
  }
}
