import assert from "node:assert/strict";
import { test } from "node:test";
import { makeTemporaryFolder } from "../../../../scripts/lib/temporaryFolder.mjs";
import { Secret } from "../../../../src/core/secret.ts";
import { RegistryError } from "../../../../src/core/registryError.ts";
import { nodeFileSystem } from "../../../../src/node/nodeFileSystem.ts";
import type { CreateContext } from "../../../../src/providers/create.ts";
import { createGuide as garGuide } from "../../../../src/providers/gar/create.ts";
import type { ApiRequest } from "../../../../src/registry/http/providerApi.ts";
import { createRepository, type CreatePorts } from "../../../../src/services/images/create/wizard.ts";
import type { Session } from "../../../../src/services/reach/session.ts";
import { awsKey, writeAwsProfile } from "../../../support/awsProfile.ts";
import { createCertificateAuthority } from "../../../support/certificates/certificateAuthority.ts";
import { createLoginPorts, noPrograms } from "../../../support/loginPorts.ts";
import { fakeAws } from "../../../support/sampleServer/fakeAws.ts";
import { startProviders } from "../../../support/sampleServer/startProviders.ts";
import { filled, type Move, scriptedPrompter } from "../../../support/scriptedPrompter.ts";
import type { PickPrompt } from "../../../../src/services/prompts/prompter.ts";

function portsWith(moves: readonly Move[], more: Partial<CreatePorts> = {}) {
  const script = scriptedPrompter(moves);
  const pages: string[] = [];
  const ports: CreatePorts = {
    prompter: script.prompter,
    sessions: { connectDirectly: () => Promise.reject(new Error("nothing is asked")) },
    lookUp: () => Promise.resolve(undefined),
    signingFor: () => undefined,
    registries: () => Promise.resolve(["docker.io", "reg.example.com"]),
    openPage: (url) => Promise.resolve(void pages.push(url)),
    ...more,
  };
  return { ports, pages, ...script };
}

const labelsOf = (step: unknown): readonly string[] => (step as PickPrompt<unknown>).choices.map(({ label }) => filled(label));

for (const host of ["ghcr.io", "quay.io", "asia.gcr.io", "example.azurecr.io", "reg.example.com:5000"]) {
  test(`at ${host} a push creates the repository`, async () => {
    const { ports, steps } = portsWith([{ pick: "Push an image" }]);
    assert.deepEqual(await createRepository(host, ports), { kind: "push", host });
    assert.match(filled((steps[0] as PickPrompt<unknown>).choices[0]?.detail ?? { text: "" }), /Nothing has to be created/);
  });
}

test("where a page creates it, that is opened", async () => {
  const pages: Readonly<Record<string, readonly [label: string, url: string]>> = {
    "docker.io": ["A private repository", "https://hub.docker.com/repositories"],
    "registry.gitlab.com": ["A project first", "https://gitlab.com/projects/new"],
    "123456789012.dkr.ecr.eu-west-1.amazonaws.com": ["In the AWS console", "https://console.aws.amazon.com/ecr/home/"],
    "public.ecr.aws": ["In the AWS console", "https://us-east-1.console.aws.amazon.com/ecr/public-registry/repositories?region=us-east-1"],
    "europe-west1-docker.pkg.dev": ["In the Google Cloud console", "https://console.cloud.google.com/artifacts"],
  };
  for (const [host, [label, url]] of Object.entries(pages)) {
    const { ports, pages: opened } = portsWith([{ pick: label }]);
    assert.deepEqual(await createRepository(host, ports), { kind: "opened", host });
    assert.deepEqual(opened, [url]);
  }
});

test("Docker Hub: nothing for a public one", async () => {
  const { ports, steps } = portsWith([{ pick: "A public repository: push an image" }]);
  assert.equal((await createRepository("docker.io", ports)).kind, "push");
  assert.deepEqual(labelsOf(steps[0]), ["A public repository: push an image", "A private repository"]);
});

test("an Azure registry is an entry of its own", async () => {
  const { ports, pages } = portsWith([{ pick: "Create an Azure Container Registry…" }]);
  assert.deepEqual(await createRepository(undefined, ports), { kind: "opened", host: undefined });
  assert.deepEqual(pages, ["https://portal.azure.com/#create/Microsoft.ContainerRegistry"]);
});

test("Artifactory: a local repository, then a virtual one in front of it, step by step", async () => {
  const open: Move = { pick: "Open the page" };
  const done: Move = { pick: "Done" };
  const { ports, pages, steps } = portsWith([{ pick: "A local repository, and a virtual one in front of it" }, open, done, open, done]);
  assert.equal((await createRepository("acme.jfrog.io", ports)).kind, "opened");
  assert.deepEqual(pages, [
    "https://acme.jfrog.io/ui/admin/repositories/local/new",
    "https://acme.jfrog.io/ui/admin/repositories/virtual/new",
  ]);
  const said = ((steps.at(-1) as PickPrompt<unknown>).notes ?? []).map(filled).join("\n");
  assert.match(said, /Selected Repositories/);
  assert.match(said, /Default Deployment Repository/);
});

test("Harbor: a project first, in which a push creates the repository", async () => {
  const harbor: Pick<Session, "client" | "dispose"> = {
    client: { introduction: () => Promise.resolve({ product: "harbor" }) } as unknown as Session["client"],
    dispose: () => true,
  };
  const sessions = { connectDirectly: () => Promise.resolve(harbor as Session) };
  const { ports, pages, steps } = portsWith([{ pick: "A project first" }], { sessions });
  assert.equal((await createRepository("harbor.example.com:8443", ports)).kind, "opened");
  assert.deepEqual(pages, ["https://harbor.example.com:8443/harbor/projects"]);
  const details = (steps[0] as PickPrompt<unknown>).choices.map(({ detail }) => filled(detail ?? { text: "" }));
  assert.equal(details[1], "In an existing project, a push creates the repository");
});

test("an Artifactory of one's own is recognised by what it answers", async () => {
  const recognised: Pick<Session, "client" | "dispose"> = {
    client: { introduction: () => Promise.resolve({ product: "artifactory" }) } as unknown as Session["client"],
    dispose: () => disposed.push(true),
  };
  const disposed: boolean[] = [];
  const { ports, pages } = portsWith(
    [{ pick: "A local repository, and a virtual one in front of it" }, { pick: "Open the page" }, "escape"],
    { sessions: { connectDirectly: () => Promise.resolve(recognised as Session) } },
  );
  assert.equal((await createRepository("artifacts.example.com:8443", ports)).kind, "cancelled");
  assert.deepEqual(pages, ["https://artifacts.example.com:8443/ui/admin/repositories/local/new"]);
  assert.deepEqual(disposed, [true]);
});

test("Artifact Registry: by Google's API with the login, format Docker", async () => {
  const asked: ApiRequest[] = [];
  const context: CreateContext = {
    host: "europe-west1-docker.pkg.dev",
    signing: undefined,
    credential: { kind: "basic", username: "oauth2accesstoken", password: new Secret("ya29.token") },
    askApi: (request) => {
      asked.push(request);
      return Promise.resolve({ json: {}, header: () => undefined, next: undefined });
    },
  };
  const [way] = await garGuide.ways(context);
  assert.ok(way?.kind === "api");
  const answers = { text: (id: string) => (id === "project" ? "my-project" : "my-repo") };
  const created = await way.create(answers, new AbortController().signal);
  assert.equal(
    asked[0]?.url.href,
    "https://artifactregistry.googleapis.com/v1/projects/my-project/locations/europe-west1/repositories?repositoryId=my-repo",
  );
  assert.deepEqual(JSON.parse(asked[0].body?.text ?? ""), { format: "DOCKER" });
  assert.equal(asked[0].authorization, "Bearer ya29.token");
  assert.match(filled(created.note), /europe-west1-docker\.pkg\.dev\/my-project\/my-repo\/NAME/);
});

test("ECR: by its API with the profile of the login", async (t) => {
  const host = "123456789012.dkr.ecr.eu-west-1.amazonaws.com";
  const { folder, remove } = makeTemporaryFolder("container-registries-create-");
  t.after(remove);
  writeAwsProfile(folder);
  const inputs: [operation: string, input: unknown][] = [];
  const aws = fakeAws({
    keys: { [awsKey.id]: { secret: awsKey.secret, account: "123456789012" } },
    password: "p",
    lists: (operation, input) => {
      inputs.push([operation, input]);
      return {};
    },
  });
  const authority = createCertificateAuthority("Test");
  const providers = await startProviders(authority, [], undefined, { "api.ecr.eu-west-1.amazonaws.com": aws.listener });
  t.after(() => providers.close());
  const { ports: login } = createLoginPorts(folder, [], { network: providers.transport });
  const machine = { files: nodeFileSystem, spawn: noPrograms, environment: {}, homeDirectory: folder, sendSigned: login.sendSigned };
  const { ports, steps } = portsWith(
    [
      { pick: "Create it with this login" },
      { type: " team/app\n" },
      { pick: "No, tags are immutable" },
      { pick: "Scan on push" },
      { pick: "Images without a tag" },
    ],
    {
      signingFor: () => ({ source: { method: "profile", answers: { profile: "default" } }, machine }),
      lookUp: () => Promise.resolve({ kind: "basic", username: "AWS", password: new Secret("p") }),
    },
  );
  const outcome = await createRepository(host, ports);
  assert.ok(outcome.kind === "created");
  assert.equal(outcome.created.repository, "team/app");
  assert.deepEqual(labelsOf(steps[0]), ["Create it with this login", "In the AWS console"]);
  const details = (steps[0] as PickPrompt<unknown>).choices.map(({ detail }) => filled(detail ?? { text: "" }));
  assert.equal(details[1], "Opens the repositories of the account", "the profile is there already");
  const [made, policy] = inputs;
  assert.deepEqual(made, [
    "CreateRepository",
    {
      registryId: "123456789012",
      repositoryName: "team/app",
      imageTagMutability: "IMMUTABLE",
      imageScanningConfiguration: { scanOnPush: true },
    },
  ]);
  assert.ok(policy?.[0] === "PutLifecyclePolicy");
  const rules = JSON.parse((policy[1] as { readonly lifecyclePolicyText: string }).lifecyclePolicyText) as object;
  assert.deepEqual(rules, {
    rules: [
      {
        rulePriority: 1,
        selection: { tagStatus: "untagged", countType: "sinceImagePushed", countUnit: "days", countNumber: 14 },
        action: { type: "expire" },
      },
    ],
  });
});

test("what a repository may not be called is refused where it is typed", async () => {
  const context = {
    host: "europe-west1-docker.pkg.dev",
    credential: { kind: "basic", username: "oauth2accesstoken", password: new Secret("x") },
  } as const;
  const [way] = await garGuide.ways({ ...context, signing: undefined, askApi: () => Promise.reject(new RegistryError("denied", "no")) });
  assert.ok(way?.kind === "api");
  const [project, name] = way.questions;
  assert.ok(project?.kind === "text" && name?.kind === "text");
  for (const bad of ["", "A", "a b", "../x", "-a", "a;b"]) {
    assert.notEqual(project.check(bad), undefined, bad);
    assert.notEqual(name.check(bad), undefined, bad);
  }
  assert.equal(project.check("my-project"), undefined);
  assert.equal(name.check("my-repo"), undefined);
});
