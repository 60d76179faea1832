import type { LoginMethods } from "../loginMethod.ts";
import { googleMethods } from "../shared/google/methods.ts";
import { garHosts } from "./hosts.ts";

export const methods: LoginMethods = googleMethods({ hosts: garHosts, questions: [], helpedHosts: (_, host) => [host] });
