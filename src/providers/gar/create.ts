import { hostnameOf } from "../../core/referenceHost.ts";
import { RegistryError } from "../../core/registryError.ts";
import { text } from "../../core/text.ts";
import type { CreateContext, CreateGuide, CreateWay } from "../create.ts";
import { googleLogin } from "../shared/google/bearer.ts";
import { locationOf } from "./location.ts";

const api = "https://artifactregistry.googleapis.com/v1/";

/** By Artifact Registry's API (REST, “projects.locations.repositories.create”) where the login is one for Google's APIs, else the console. */
export const createGuide: CreateGuide = {
  ways: (context) => {
    const byApi = apiWay(context);
    return [
      ...(byApi === undefined ? [] : [byApi]),
      {
        kind: "page",
        label: text("In the Google Cloud console"),
        detail: text("Choose “Docker” as the repository's format"),
        url: "https://console.cloud.google.com/artifacts",
      },
    ];
  },
};

function apiWay({ host, credential, askApi }: CreateContext): CreateWay | undefined {
  const location = locationOf(hostnameOf(host));
  const login = googleLogin(credential, askApi, "https://www.googleapis.com/auth/cloud-platform");
  if (login === undefined || location === undefined) return undefined;
  return {
    kind: "api",
    label: text("Create it with this login"),
    detail: text("In {0}, with the format Docker", location),
    questions: [
      {
        kind: "text",
        id: "project",
        prompt: text("Google Cloud project"),
        placeholder: text("my-project"),
        value: login.project ?? "",
        check: (value) =>
          /^(?:[a-z0-9.-]+:)?[a-z][a-z0-9-]{4,28}[a-z0-9]$/.test(value)
            ? undefined
            : text("The ID of a project is named like my-project-123."),
        clean: (value) => value.trim(),
      },
      {
        kind: "text",
        id: "name",
        prompt: text("Name of the repository"),
        placeholder: text("my-repository"),
        check: (value) =>
          /^[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?$/.test(value)
            ? undefined
            : text("Repository names consist of lower-case letters, digits and hyphens, and begin with a letter."),
        clean: (value) => value.trim(),
      },
    ],
    create: async (answers, signal) => {
      const [project, name] = [answers.text("project"), answers.text("name")];
      const secret = await login.bearer(signal);
      const url = new URL(`projects/${encodeURIComponent(project)}/locations/${location}/repositories`, api);
      url.searchParams.set("repositoryId", name);
      const body = { type: "application/json", text: JSON.stringify({ format: "DOCKER" }) };
      try {
        await askApi({ url, authorization: `Bearer ${secret.reveal()}`, secret, body }, signal);
      } catch (error) {
        // ALREADY_EXISTS, in the words of Google's APIs.
        if (!(error instanceof RegistryError) || error.status !== 409) throw error;
        return { repository: undefined, note: text("{0}/{1} exists already.", project, name) };
      }
      return {
        repository: undefined,
        note: text(
          "{0}/{1} is being created, with the format Docker: images in it are named {2}/{0}/{1}/NAME.",
          project.replace(":", "/"),
          name,
          host,
        ),
      };
    },
  };
}
