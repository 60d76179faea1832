import { text } from "../../../core/text.ts";
import { requireMatchingKey, readCertificate } from "./pemFiles.ts";
import { type HostsStep, input } from "./step.ts";
import { whyNotFullPath } from "../../prompts/fullPath.ts";

const askCertificate: HostsStep["ask"] = (draft, position, ports) =>
  input(
    ports,
    {
      ...position,
      browse: "file",
      prompt: text("Path of the client certificate (PEM)"),
      value: draft.certificate,
      check: whyNotFullPath,
      submit: async (value) => void (await readCertificate(value.trim(), ports.files)),
    },
    (value) => (draft.certificate = value),
  );

const askKey: HostsStep["ask"] = (draft, position, ports) =>
  input(
    ports,
    {
      ...position,
      browse: "file",
      prompt: text("Path of its private key; leave it empty if that is in the same file"),
      value: draft.key,
      check: (value) => (value.trim() === "" ? undefined : whyNotFullPath(value)),
      submit: (value) => requireMatchingKey(draft.certificate, value.trim(), ports.files),
    },
    (value) => (draft.key = value),
  );

export const certificateStep: HostsStep = { id: "certificate", ask: askCertificate };
export const keyStep: HostsStep = { id: "key", ask: askKey };
