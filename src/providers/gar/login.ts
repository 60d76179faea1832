import { text } from "../../core/text.ts";
import type { LoginMethods } from "../loginMethod.ts";
import { garHosts } from "./hosts.ts";
import {
  defaultCredentialsMethod,
  encodedKeyMethod,
  gcloudTokenMethod,
  keyFileMethod,
  missingGcloud,
  sdkPage,
  typedTokenMethod,
} from "../shared/google/methods.ts";
import { mapToHelper } from "../shared/mapToHelper.ts";

export const methods: LoginMethods = [
  keyFileMethod,
  {
    id: "helper",
    label: text("Credential Helper of gcloud"),
    detail: text("As “gcloud auth configure-docker” writes it: no secret in config.json"),
    questions: [],
    obtain: (_, context) => mapToHelper("gcloud", missingGcloud, [context.host], context),
    onlyAt: garHosts,
    pages: [sdkPage],
  },
  { ...gcloudTokenMethod, onlyAt: garHosts },
  { ...defaultCredentialsMethod, onlyAt: garHosts },
  typedTokenMethod,
  encodedKeyMethod,
];
