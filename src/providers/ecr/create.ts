import { hostnameOf } from "../../core/referenceHost.ts";
import { text } from "../../core/text.ts";
import type { CreateContext, CreateGuide, CreateWay } from "../create.ts";
import { isPublicHost, publicRegion } from "./hosts.ts";
import { openSignedApi } from "./signedApi.ts";

/** By ECR's API with the profile that the login was made with, else the console. A push alone creates no repository. */
export const createGuide: CreateGuide = {
  ways: async (context) => {
    if (isPublicHost(hostnameOf(context.host))) return [publicPage];
    const byApi = await apiWay(context);
    const detail =
      byApi === undefined
        ? text("A login made here with a profile of ~/.aws can create it from here, too")
        : text("Opens the repositories of the account");
    const page = { kind: "page", label: text("In the AWS console"), detail, url: "https://console.aws.amazon.com/ecr/home/" } as const;
    return [...(byApi === undefined ? [] : [byApi]), page];
  },
};

const publicPage: CreateWay = {
  kind: "page",
  label: text("In the AWS console"),
  detail: text("Opens the public repositories of the account"),
  url: `https://${publicRegion}.console.aws.amazon.com/ecr/public-registry/repositories?region=${publicRegion}`,
};

/** ECR's lifecycle policies (User Guide, “Lifecycle policies”). */
const policies: Readonly<Record<string, object>> = {
  untagged: {
    rulePriority: 1,
    selection: { tagStatus: "untagged", countType: "sinceImagePushed", countUnit: "days", countNumber: 14 },
    action: { type: "expire" },
  },
  last: {
    rulePriority: 1,
    selection: { tagStatus: "any", countType: "imageCountMoreThan", countNumber: 100 },
    action: { type: "expire" },
  },
};

async function apiWay({ host, signing }: CreateContext): Promise<CreateWay | undefined> {
  const api = await openSignedApi(host, signing);
  const account = api?.site?.account;
  if (api === undefined || account === undefined) return undefined;
  return {
    kind: "api",
    label: text("Create it with this login"),
    detail: text("With the profile of ~/.aws that the login was made with"),
    questions: [
      {
        kind: "text",
        id: "name",
        prompt: text("Name of the repository"),
        placeholder: text("team/app"),
        check: (value) =>
          // API Reference, “CreateRepository”, repositoryName.
          value.length >= 2 && value.length <= 256 && /^[a-z0-9]+(?:[._/-][a-z0-9]+)*$/.test(value)
            ? undefined
            : text(
                "ECR's repositories are named with 2 to 256 lower-case letters and digits, with single separators (. _ - /) between them.",
              ),
        clean: (value) => value.trim(),
      },
      {
        kind: "choice",
        id: "mutability",
        prompt: text("May a tag be moved to another image?"),
        options: [
          { value: "MUTABLE", label: text("Yes, tags are mutable"), detail: text("Pushing to an existing tag moves it") },
          { value: "IMMUTABLE", label: text("No, tags are immutable"), detail: text("Pushing to an existing tag is refused") },
        ],
      },
      {
        kind: "choice",
        id: "scan",
        prompt: text("Scan images for vulnerabilities when they are pushed?"),
        options: [
          { value: "yes", label: text("Scan on push"), detail: text("Unless the registry's own scan settings say otherwise") },
          { value: "no", label: text("Do not scan"), detail: text("Scans can be started in the AWS console") },
        ],
      },
      {
        kind: "choice",
        id: "policy",
        prompt: text("Delete old images with a lifecycle policy?"),
        options: [
          { value: "none", label: text("No"), detail: text("Images stay until somebody deletes them") },
          { value: "untagged", label: text("Images without a tag"), detail: text("14 days after they were pushed") },
          { value: "last", label: text("All but the last 100 images"), detail: text("Those that were pushed first, with tags or without") },
        ],
      },
    ],
    create: async (answers, signal) => {
      const name = answers.text("name");
      const policy = policies[answers.text("policy")];
      const isPolicySet = await api.ask(signal, (sdk, keys, at) =>
        sdk.createEcrRepository(keys, at, {
          account,
          name,
          isImmutable: answers.text("mutability") === "IMMUTABLE",
          scanOnPush: answers.text("scan") === "yes",
          ...(policy === undefined ? {} : { lifecyclePolicy: JSON.stringify({ rules: [policy] }) }),
        }),
      );
      const note = isPolicySet
        ? text("{0}/{1} was created.", host, name)
        : text("{0}/{1} was created, but its lifecycle policy was refused: set it in the AWS console.", host, name);
      return { repository: name, note };
    },
  };
}
