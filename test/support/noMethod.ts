import type { MethodPorts } from "../../src/providers/methodContext.ts";
import { noPrograms } from "./loginPorts.ts";

/** A machine without programs or sign-ins. */
export const noMethod: MethodPorts = {
  spawn: noPrograms,
  signIn: () => Promise.reject(new Error("nobody is signed in")),
};
