import type { LoginFlowPorts } from "../../../../../src/services/login/draft.ts";
import { runLoginFlow } from "../../../../../src/services/login/flow.ts";
import type { ListPrompter } from "../../../../../src/services/prompts/prompter.ts";
import { noMethod } from "../../../../support/noMethod.ts";
import { type Move, scriptedPrompter } from "../../../../support/scriptedPrompter.ts";
import { plainFile } from "./plainFile.ts";

/** What a login flow needs, of a registry that accepts every login, on a machine without programs, files or stored logins. */
export function flowPorts(prompter: ListPrompter, ports: Partial<LoginFlowPorts> = {}): LoginFlowPorts {
  return {
    prompter,
    pullsFrom: () => Promise.resolve(undefined),
    reach: () => Promise.resolve({}),
    verify: () => Promise.resolve({ kind: "verified", notes: [] }),
    stored: () => Promise.resolve(undefined),
    viewAsNobody: () => Promise.resolve({ lists: true }),
    planSave: () => Promise.resolve(plainFile),
    keepsInFile: () => true,
    isInstalled: () => Promise.resolve(false),
    probeHelper: () => Promise.resolve(undefined),
    method: noMethod,
    postForm: () => Promise.reject(new Error("no form is sent")),
    loginsInStore: () => Promise.resolve([]),
    askHelper: () => Promise.resolve(undefined),
    save: () => Promise.resolve({ kind: "next", value: { path: "/config.json", keys: [] } }),
    applyRemedy: () => Promise.reject(new Error("no terminal is here")),
    setUpTrust: () => Promise.resolve(false),
    readFile: () => Promise.reject(new Error("no file is here")),
    ...ports,
  };
}

/** Runs the login flow with a scripted person, for `host` where it is known before. */
export function playFlow(moves: readonly Move[], host?: string, ports: Partial<LoginFlowPorts> = {}) {
  const script = scriptedPrompter(moves);
  const answer = runLoginFlow(host === undefined ? {} : { host }, flowPorts(script.prompter, ports));
  return { ...script, answer };
}
