import type { MethodPorts } from "../../src/providers/methodContext.ts";
import { closedFiles } from "../../src/core/fileSystem.ts";
import { noPrograms } from "./loginPorts.ts";

/** A machine without programs or sign-ins. */
export const noMethod: MethodPorts = {
  spawn: noPrograms,
  files: closedFiles,
  homeDirectory: "/nowhere",
  environment: {},
  sendSigned: () => Promise.reject(new Error("no API is here")),
  signIn: () => Promise.reject(new Error("nobody is signed in")),
};
