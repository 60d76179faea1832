import { isAbsolute } from "node:path";
import type { FileReader } from "../../core/fileSystem.ts";
import { readOrdinaryFile } from "../../core/ordinaryFile.ts";
import { type Text, text } from "../../core/text.ts";
import { certificatesOf, privateKeyOf } from "../../hosts/files/pem.ts";
import { checkHost, recogniseInput } from "../../providers/recogniseInput.ts";
import { findAuthority, type FoundAuthority } from "./authority.ts";
import { HostsFileError } from "./hostsFileError.ts";
import { certificatesText, findCertificateDirectories } from "./certificateDirectories.ts";
import type { HostsCase, HostsDraft, HostsWizardPorts } from "./wizard.ts";
import type { Answer, Choice, InputStep, StepPlace } from "../prompts/prompter.ts";

type Place = Omit<StepPlace, "title">;
/** `stay` asks the step that stands at this place by now. */
export type Step = (draft: HostsDraft, place: Place, ports: HostsWizardPorts) => Promise<Answer<unknown> | { readonly kind: "stay" }>;

const title = text("New hosts.toml");

export function stepsFor({ kind, caSource }: HostsDraft): readonly Step[] {
  const details: Readonly<Record<HostsCase, readonly Step[]>> = {
    "private-ca": [askHost, askCaSource, caSource === "file" ? askCaFile : askFingerprint],
    insecure: [askHost, askInsecure],
    "mirror-hub": [askMirror],
    "mirror-all": [askMirror],
    client: [askHost, askCertificate, askKey],
    import: [askDaemonJson],
    "import-directories": [askTree, askDirectories],
  };
  return [askCase, ...details[kind], askPlace];
}

const cases: readonly Choice<HostsCase>[] = [
  {
    label: text("Registry with a private certificate authority"),
    detail: text("containerd is told which CA to trust"),
    value: "private-ca",
  },
  {
    label: text("Registry without a valid certificate, or with plain HTTP"),
    detail: text("for tests: what is sent can be read and changed on the way"),
    value: "insecure",
  },
  { label: text("Mirror of Docker Hub"), detail: text("asked before docker.io, which stays as the fallback"), value: "mirror-hub" },
  {
    label: text("Mirror for every registry"),
    detail: text("directory _default, for all that have no directory of their own"),
    value: "mirror-all",
  },
  { label: text("Registry that wants a client certificate"), detail: text("certificate and key are shown to it"), value: "client" },
  { label: text("Import Docker's daemon.json"), detail: text("registry-mirrors and insecure-registries"), value: "import" },
  {
    label: text("Import Docker's certificate directories"),
    detail: text("the ca.crt, client.cert and client.key of each HOST:PORT"),
    value: "import-directories",
  },
];

/** One pick that goes into the draft. */
async function pick<T>(
  { prompter }: HostsWizardPorts,
  place: Place,
  placeholder: Text,
  choices: readonly Choice<T>[],
  keep: (value: T) => void,
): Promise<Answer<T>> {
  const answer = await prompter.pick({ ...place, title, placeholder, choices });
  if (answer.kind === "next") keep(answer.value);
  return answer;
}

/** One text that goes into the draft, trimmed. */
async function input(
  { prompter }: HostsWizardPorts,
  step: Omit<InputStep, "title" | "secret">,
  keep: (value: string) => void,
): Promise<Answer<string>> {
  const answer = await prompter.input({ ...step, title, secret: false });
  if (answer.kind === "next") keep(answer.value.trim());
  return answer;
}

const askCase: Step = (draft, place, ports) => pick(ports, place, text("What the file is for"), cases, (kind) => (draft.kind = kind));

const askHost: Step = (draft, place, ports) =>
  input(
    ports,
    {
      ...place,
      prompt: text("Host of the registry, with its port if it has one"),
      placeholder: text("registry.example.com:5000"),
      value: draft.host,
      check: checkHost,
    },
    (value) => (draft.host = recogniseInput(value).host),
  );

const askMirror: Step = (draft, place, ports) =>
  input(
    ports,
    {
      ...place,
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
  if (url === null || !/^https?:$/.test(url.protocol)) return text("A URL is needed, with http:// or https://.");
  return url.username === "" && url.search === "" && url.hash === ""
    ? undefined
    : text("containerd drops user, query and fragment of the URL: leave them out.");
}

const askInsecure: Step = (draft, place, ports) =>
  pick(
    ports,
    place,
    text("How {0} answers", draft.host),
    [
      { label: text("HTTPS with a certificate that is not verified"), detail: text("skip_verify = true"), value: false },
      { label: text("Plain HTTP"), detail: text("an http:// URL: no encryption at all"), value: true },
    ],
    (plainHttp) => (draft.plainHttp = plainHttp),
  );

const askCaSource: Step = (draft, place, ports) =>
  pick(
    ports,
    place,
    text("Where the certificate authority comes from"),
    [
      { label: text("From a file"), detail: text("PEM, on this machine"), value: "file" as const },
      {
        label: text("From the server"),
        detail: text("if it sends its authority along; you compare the fingerprint"),
        value: "server" as const,
      },
    ],
    (source) => {
      draft.caSource = source;
      draft.caText = undefined;
    },
  );

const askCaFile: Step = (draft, place, ports) =>
  input(
    ports,
    {
      ...place,
      browse: "file",
      prompt: text("Path of the authority's certificate (PEM)"),
      value: draft.caFile,
      check: checkPath,
      submit: async (value) => void (await readCertificate(value.trim(), ports.files)),
    },
    (value) => (draft.caFile = value),
  );

const askFingerprint: Step = async (draft, place, ports) => {
  const ask = (signal: AbortSignal) => findAuthority(draft.host, ports.inspect, AbortSignal.any([signal, AbortSignal.timeout(20_000)]));
  const found = await ports.prompter.wait(text("Asking {0} for its certificate", draft.host), ask);
  if (!("certificate" in found)) return instead(draft, place, ports, reasonFor(found, draft.host));
  const { fingerprint, notAfter, pem } = found.certificate;
  const until = new Date(notAfter).toISOString().slice(0, 10);
  // In two lines: all of it must be seen.
  const half = (fingerprint.length + 1) / 2;
  const trust: Choice<AuthorityChoice> = {
    label: text("Trust {0}", fingerprint.slice(0, half - 1)),
    detail: text("{0}, until {1}", fingerprint.slice(half), until),
    value: "trust",
  };
  const step = { ...place, title, placeholder: fingerprintText(found), notes: notesOn(found, draft.host), choices: [trust, fileInstead] };
  const answer = await ports.prompter.pick<AuthorityChoice>(step);
  return keepAuthority(draft, answer, pem);
};

type AuthorityChoice = "trust" | "file";
const fileInstead: Choice<AuthorityChoice> = { label: text("Take a file instead"), detail: text("PEM, on this machine"), value: "file" };

type Certificated = Extract<FoundAuthority, { readonly certificate: unknown }>;

function fingerprintText({ kind, certificate }: Certificated): Text {
  if (kind === "authority") return text("SHA-256 of {0}: compare it first", certificate.subject);
  return text("SHA-256 of the server's own certificate, to be replaced with it: compare it first");
}

function notesOn({ kind }: Certificated, host: string): readonly Text[] {
  if (kind !== "leaf") return [];
  return [
    text("{0} does not send the authority that issued its certificate.", host),
    text("The certificate itself can be trusted, until the server gets another one."),
  ];
}

async function instead(
  draft: HostsDraft,
  place: Place,
  ports: HostsWizardPorts,
  reason: Text,
): Promise<Answer<unknown> | { readonly kind: "stay" }> {
  return keepAuthority(draft, await pick(ports, place, reason, [fileInstead], () => {}), undefined);
}

function keepAuthority(
  draft: HostsDraft,
  answer: Answer<AuthorityChoice>,
  pem: string | undefined,
): Answer<unknown> | { readonly kind: "stay" } {
  if (answer.kind !== "next") return answer;
  if (answer.value === "file") draft.caSource = "file";
  else draft.caText = pem;
  return answer.value === "file" ? { kind: "stay" } : answer;
}

function reasonFor(found: Exclude<FoundAuthority, { readonly kind: "authority" | "own" | "leaf" }>, host: string): Text {
  switch (found.kind) {
    case "trusted":
      return text("This machine trusts the certificate of {0} already.", host);
    case "unreachable":
      return text("No TLS connection to {0} came about.", host);
    case "unusable":
      return text("The certificate of {0} would not pass even so ({1}).", host, found.problem);
  }
}

const askCertificate: Step = (draft, place, ports) =>
  input(
    ports,
    {
      ...place,
      browse: "file",
      prompt: text("Path of the client certificate (PEM)"),
      value: draft.certificate,
      check: checkPath,
      submit: async (value) => void (await readCertificate(value.trim(), ports.files)),
    },
    (value) => (draft.certificate = value),
  );

const askKey: Step = (draft, place, ports) =>
  input(
    ports,
    {
      ...place,
      browse: "file",
      prompt: text("Path of its private key; empty: in the same file"),
      value: draft.key,
      check: (value) => (value.trim() === "" ? undefined : checkPath(value)),
      submit: (value) => checkPair(draft.certificate, value.trim(), ports.files),
    },
    (value) => (draft.key = value),
  );

const askDaemonJson: Step = (draft, place, ports) =>
  input(
    ports,
    {
      ...place,
      prompt: text("Path of Docker's daemon.json"),
      value: draft.daemonJson,
      check: checkPath,
      submit: (value) => checkJson(value.trim(), ports.files),
    },
    (value) => (draft.daemonJson = value),
  );

const askTree: Step = (draft, place, ports) =>
  input(
    ports,
    {
      ...place,
      browse: "directory",
      prompt: text("Directory whose sub-directories are named after registries"),
      value: draft.tree,
      check: checkPath,
      submit: async (value) => {
        draft.found = await findCertificateDirectories(value.trim(), ports.files);
      },
    },
    (value) => (draft.tree = value),
  );

const askDirectories: Step = async (draft, place, { prompter }) => {
  const choices = draft.found.directories.map((each) => ({
    label: { text: "{0}", args: [each.host] },
    detail: certificatesText(each),
    value: each,
  }));
  const answer = await prompter.pickMany({ ...place, title, placeholder: text("Registries that get a hosts.toml"), choices });
  if (answer.kind === "next") draft.chosen = answer.value;
  return answer;
};

const askPlace: Step = (draft, place, ports) =>
  pick(
    ports,
    place,
    text("Where it is written"),
    ports.places.map(({ root, readBy }) => ({ label: { text: "{0}", args: [root] }, detail: readBy, value: root })),
    (root) => (draft.root = root),
  );

function checkPath(value: string): Text | undefined {
  return isAbsolute(value.trim()) ? undefined : text("A whole path is needed; ~ is not expanded.");
}

async function readCertificate(path: string, files: FileReader): Promise<string> {
  const pem = await readText(path, files);
  if (certificatesOf(pem).length === 0) throw new HostsFileError("no-certificate", path);
  return pem;
}

async function checkPair(certificatePath: string, keyPath: string, files: FileReader): Promise<void> {
  const [certificate] = certificatesOf(await readText(certificatePath, files));
  const path = keyPath || certificatePath;
  const key = privateKeyOf(await readText(path, files));
  if (key === undefined) throw new HostsFileError("no-private-key", path);
  if (certificate?.checkPrivateKey(key) !== true) throw new HostsFileError("key-does-not-match", path);
}

async function checkJson(path: string, files: FileReader): Promise<void> {
  const content = await readText(path, files);
  try {
    JSON.parse(content);
  } catch (cause) {
    throw new HostsFileError("invalid-json", path, cause);
  }
}

async function readText(path: string, files: FileReader): Promise<string> {
  try {
    return new TextDecoder().decode(await readOrdinaryFile(files, path));
  } catch (cause) {
    throw new HostsFileError("file-unreadable", path, cause);
  }
}
