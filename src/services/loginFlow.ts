import type { Credential } from "../core/credential.ts";
import { Secret } from "../core/secret.ts";
import { type Answer, type Prompter, type Text, text } from "./prompter.ts";

export interface LoginRequest {
  /** Known when the login starts from a registry of the tree or from a refused listing: its step is left out. */
  readonly host?: string;
}

export interface LoginFlowPorts {
  readonly prompter: Prompter;
  /** Whether a registry answers at the host: undefined, or why not in a sentence for the field. */
  readonly reach: (host: string, signal: AbortSignal) => Promise<Text | undefined>;
  /** Asks the registry whether the credential is good: undefined, or why not in a sentence for the field. Saves nothing. */
  readonly verify: (host: string, credential: Credential, signal: AbortSignal) => Promise<Text | undefined>;
}

export type LoginAnswer = { readonly kind: "answered"; readonly host: string; readonly credential: Credential } | { readonly kind: "cancelled" };

interface Draft {
  host: string;
  username: string;
  credential: Credential | undefined;
}

type Step = (draft: Draft, place: { step: number; totalSteps: number; canGoBack: boolean }) => Promise<Answer<string>>;

/**
 * Asks for registry, user name and password, one step each, with Back at every step but the first, and ends when the
 * registry has accepted them. It writes nothing: the caller saves what it answers.
 */
export async function runLoginFlow(request: LoginRequest, ports: LoginFlowPorts): Promise<LoginAnswer> {
  const draft: Draft = { host: request.host ?? "", username: "", credential: undefined };
  const steps: Step[] = [
    ...(request.host === undefined ? [askHost(ports)] : []),
    askUsername(ports.prompter),
    askPassword(ports),
  ];
  for (let index = 0; ; ) {
    const step = steps[index];
    if (step === undefined) break;
    const answer = await step(draft, { step: index + 1, totalSteps: steps.length, canGoBack: index > 0 });
    if (answer.kind === "cancel") return { kind: "cancelled" };
    index += answer.kind === "back" ? -1 : 1;
  }
  if (draft.credential === undefined) return { kind: "cancelled" };
  return { kind: "answered", host: draft.host, credential: draft.credential };
}

function title(draft: Draft): Text {
  return draft.host === "" ? text("Log In to a Container Registry") : text("Log In to {0}", draft.host);
}

const askHost =
  ({ prompter, reach }: LoginFlowPorts): Step =>
  async (draft, place) => {
    const answer = await prompter.input({
      ...place,
      title: text("Log In to a Container Registry"),
      prompt: text("Host of the registry, with its port if it has one"),
      placeholder: text("docker.io, ghcr.io, registry.example.com:5000"),
      value: draft.host,
      secret: false,
      check: checkHost,
      submit: (value, signal) => reach(normaliseHost(value), signal),
    });
    if (answer.kind === "next") draft.host = normaliseHost(answer.value);
    return answer;
  };

const askUsername =
  (prompter: Prompter): Step =>
  async (draft, place) => {
    const answer = await prompter.input({
      ...place,
      title: title(draft),
      prompt: text("User name"),
      value: draft.username,
      secret: false,
      check: checkUsername,
    });
    if (answer.kind === "next") draft.username = answer.value.trim();
    return answer;
  };

const askPassword =
  ({ prompter, verify }: LoginFlowPorts): Step =>
  (draft, place) => {
    const credentialOf = (value: string): Credential => ({
      kind: "basic",
      username: draft.username,
      // One line ending at most comes from the clipboard and is no part of the password.
      password: new Secret(value.replace(/\r?\n$|\r$/, "")),
    });
    return prompter.input({
      ...place,
      title: title(draft),
      prompt: text("Password or access token of {0}", draft.username),
      value: "",
      secret: true,
      check: (value) => (value === "" ? text("A password or token is needed.") : undefined),
      submit: async (value, signal) => {
        const credential = credentialOf(value);
        const refusal = await verify(draft.host, credential, signal);
        if (refusal === undefined) draft.credential = credential;
        return refusal;
      },
    });
  };

/** A host as people paste it: without scheme, path and surrounding space; nothing else is changed. Empty is Docker Hub. */
export function normaliseHost(typed: string): string {
  const bare = typed.trim().replace(/^https?:\/\//i, "").replace(/\/.*$/s, "");
  return bare === "" || bare === "index.docker.io" || bare === "registry-1.docker.io" ? "docker.io" : bare;
}

function checkHost(value: string): Text | undefined {
  const host = normaliseHost(value);
  if (/\s/.test(host)) return text("A host has no spaces.");
  if (host.includes("@")) return text("Leave user name and password out of the host: the next steps ask for them.");
  const parts = /^(\[[0-9a-f:.]+\]|[^[\]:/?#]+)(?::(\d+))?$/i.exec(host);
  if (parts === null) return text("This is no host: write a name or an address, and a port after a colon if there is one.");
  const port = parts[2] === undefined ? 443 : Number(parts[2]);
  return port >= 1 && port <= 65535 ? undefined : text("A port is a number from 1 to 65535.");
}

function checkUsername(value: string): Text | undefined {
  const name = value.trim();
  if (name === "") return text("A user name is needed.");
  if (name.includes(":")) return text("A user name has no colon: docker could not read it back.");
  // eslint-disable-next-line no-control-regex
  return /[\u0000-\u001f\u007f]/.test(name) ? text("A user name has no control characters.") : undefined;
}
