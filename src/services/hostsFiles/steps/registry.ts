import { type Text, text } from "../../../core/text.ts";
import { whyNoHost, recogniseInput } from "../../../providers/recogniseInput.ts";
import type { Choice } from "../../prompts/prompter.ts";
import type { HostsCase } from "../draft.ts";
import { type HostsStep, input, pick } from "./step.ts";

const cases: readonly Choice<HostsCase>[] = [
  {
    label: text("Registry with a private certificate authority"),
    detail: text("containerd is told which CA to trust"),
    value: "private-ca",
  },
  {
    label: text("Registry without a valid certificate, or with plain HTTP"),
    detail: text("for tests: anyone on the network path can read and change what is sent"),
    value: "insecure",
  },
  { label: text("Mirror of Docker Hub"), detail: text("asked before docker.io, which stays as the fallback"), value: "mirror-hub" },
  {
    label: text("Mirror for every registry"),
    detail: text("directory _default, for all that have no directory of their own"),
    value: "mirror-all",
  },
  { label: text("Registry that wants a client certificate"), detail: text("certificate and key are shown to it"), value: "client" },
  {
    label: text("Convert another tool's configuration"),
    detail: text("of containerd (config.toml), k3s and RKE2 (registries.yaml), Docker or Podman"),
    value: "convert",
  },
  {
    label: text("Import Docker's certificate directories"),
    detail: text("the ca.crt, client.cert and client.key of each HOST:PORT"),
    value: "import-directories",
  },
];

const askCase: HostsStep["ask"] = (draft, position, ports) =>
  pick(ports, position, text("What the file is for"), cases, (kind) => (draft.kind = kind));

const askHost: HostsStep["ask"] = (draft, position, ports) =>
  input(
    ports,
    {
      ...position,
      prompt: text("Host of the registry, with its port if it has one"),
      placeholder: text("registry.example.com:5000"),
      value: draft.host,
      check: whyNoHost,
    },
    (value) => (draft.host = recogniseInput(value).host),
  );

const askMirror: HostsStep["ask"] = (draft, position, ports) =>
  input(
    ports,
    {
      ...position,
      prompt: text("URL of the mirror"),
      placeholder: text("https://mirror.example.com"),
      value: draft.mirror,
      check: checkMirror,
    },
    (value) => {
      draft.mirror = value.replace(/\/+$/, "");
    },
  );

function checkMirror(value: string): Text | undefined {
  const url = URL.parse(value.trim());
  if (url === null || !/^https?:$/.test(url.protocol)) return text("Enter a URL with http:// or https://.");
  return url.username === "" && url.search === "" && url.hash === ""
    ? undefined
    : text("containerd drops the user, query and fragment of the URL: leave them out.");
}

const askInsecure: HostsStep["ask"] = (draft, position, ports) =>
  pick(
    ports,
    position,
    text("How {0} answers", draft.host),
    [
      { label: text("HTTPS with a certificate that is not verified"), detail: text("skip_verify = true"), value: false },
      { label: text("Plain HTTP"), detail: text("an http:// URL: no encryption at all"), value: true },
    ],
    (plainHttp) => (draft.plainHttp = plainHttp),
  );

const askPlace: HostsStep["ask"] = (draft, position, ports) =>
  pick(
    ports,
    position,
    text("Where it is written"),
    ports.places.map(({ root, readBy }) => ({ label: { text: "{0}", args: [root] }, detail: readBy, value: root })),
    (root) => (draft.root = root),
  );

export const caseStep: HostsStep = { id: "case", ask: askCase };
export const hostStep: HostsStep = { id: "host", ask: askHost };
export const mirrorStep: HostsStep = { id: "mirror", ask: askMirror };
export const insecureStep: HostsStep = { id: "insecure", ask: askInsecure };
export const placeStep: HostsStep = { id: "place", ask: askPlace };
