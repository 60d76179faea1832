import assert from "node:assert/strict";
import { test } from "node:test";
import { commandLine } from "../../../../src/core/shellQuote.ts";
import type { PickPrompt } from "../../../../src/services/prompts/prompter.ts";
import { askPush, type PushOutcome } from "../../../../src/services/images/push/wizard.ts";
import { createPushPorts, imageLine, printed, type PushPortsOptions } from "../../../support/pushPorts.ts";
import { filled, type Move } from "../../../support/scriptedPrompter.ts";

const pickImage: Move = { pick: "{0}" };
const run: Move = { pick: "Tag and push in a terminal" };

async function push(host: string, moves: readonly Move[], options: PushPortsOptions = {}) {
  const { ports, steps, refusals } = createPushPorts([pickImage, ...moves], options);
  const outcome = await askPush({ host }, ports);
  const summary = steps.at(-1) as PickPrompt<unknown>;
  return { outcome, steps, refusals, summary: (summary.notes ?? []).map(filled).join("\n"), links: summary.links ?? [] };
}

function planned(outcome: PushOutcome): string {
  assert.ok(outcome.kind === "run");
  return commandLine("posix", outcome.plan.commands);
}

/** What each provider wants before an image's name, and what is said before the push: as nerdctl's guide to registries has it. */
const cases: readonly {
  readonly host: string;
  readonly options?: PushPortsOptions;
  readonly moves: readonly Move[];
  readonly reference: string;
  readonly says: readonly RegExp[];
  readonly page?: string;
}[] = [
  {
    host: "docker.io",
    options: { username: "Alice" },
    moves: [{ pick: "{0}" }],
    reference: "docker.io/alice/hello-world:latest",
    says: [/^Public by default/m, /appears in https:\/\/hub\.docker\.com\/repositories$/m],
    page: "https://hub.docker.com/repositories",
  },
  {
    host: "ghcr.io",
    options: { username: "Alice-B" },
    moves: [{ pick: "{0}" }],
    reference: "ghcr.io/alice-b/hello-world:latest",
    says: [/^Private by default\.$/m, /“Packages” tab of your GitHub profile/],
    page: "https://github.com/alice-b?tab=packages",
  },
  {
    host: "ghcr.io",
    options: { username: "alice", listed: ["acme/app"] },
    moves: [{ type: "ACME2" }],
    reference: "ghcr.io/acme2/hello-world:latest",
    says: [/among the packages of acme2/],
    page: "https://github.com/orgs/acme2/packages",
  },
  {
    host: "registry.gitlab.com",
    options: { username: "alice" },
    moves: [{ type: "alice/myproject" }],
    reference: "registry.gitlab.com/alice/myproject/hello-world:latest",
    says: [/Packages & Registries → Container Registry/, /project must exist/],
    page: "https://gitlab.com/alice/myproject/container_registry",
  },
  {
    host: "quay.io",
    options: { username: "acme+ci" },
    moves: [{ pick: "{0}" }],
    reference: "quay.io/acme/hello-world:latest",
    says: [/^Private by default\.$/m, /https:\/\/quay\.io\/repository\//],
    page: "https://quay.io/repository/acme/hello-world",
  },
  {
    host: "123456789012.dkr.ecr.eu-west-1.amazonaws.com",
    options: { username: "AWS" },
    moves: [],
    reference: "123456789012.dkr.ecr.eu-west-1.amazonaws.com/hello-world:latest",
    says: [/repository hello-world that was created before/, /must exist: “Create Repository…”/, /^Private/m],
    page: "https://console.aws.amazon.com/ecr/home/",
  },
  {
    host: "public.ecr.aws",
    options: { username: "AWS" },
    moves: [{ type: "a1b2c3d4" }],
    reference: "public.ecr.aws/a1b2c3d4/hello-world:latest",
    says: [/must exist: “Create Repository…” leads to the page that creates one/, /^Public/m],
    page: "https://gallery.ecr.aws/a1b2c3d4/hello-world",
  },
  {
    host: "example.azurecr.io",
    moves: [],
    reference: "example.azurecr.io/hello-world:latest",
    says: [/Azure portal/, /^Private by default\.$/m],
    page: "https://portal.azure.com/",
  },
  {
    host: "example.azurecr.cn",
    moves: [],
    reference: "example.azurecr.cn/hello-world:latest",
    says: [/Azure portal/],
    page: "https://portal.azure.cn/",
  },
  {
    host: "europe-west1-docker.pkg.dev",
    options: { listed: ["my-project/my-repo/app", "example.com/p/r/app"] },
    moves: [{ pick: "{0}" }],
    reference: "europe-west1-docker.pkg.dev/my-project/my-repo/hello-world:latest",
    says: [/repository my-repo that was created before/, /must exist, with the format Docker/],
    page: "https://console.cloud.google.com/artifacts/docker/my-project/europe-west1/my-repo?project=my-project",
  },
  {
    host: "asia.gcr.io",
    moves: [{ type: "my-project" }],
    reference: "asia.gcr.io/my-project/hello-world:latest",
    says: [/closed on 18 March 2025: asia\.gcr\.io takes pushes only for projects that were moved/, /^Private by default\.$/m],
    page: "https://console.cloud.google.com/gcr/",
  },
  {
    host: "example.jfrog.io",
    moves: [{ type: "docker" }],
    reference: "example.jfrog.io/docker/hello-world:latest",
    says: [/^Private by default\.$/m],
    page: "https://example.jfrog.io/ui/repos/tree/General/docker",
  },
  {
    host: "example-docker.jfrog.io",
    moves: [{ pick: "Nothing" }],
    reference: "example-docker.jfrog.io/hello-world:latest",
    says: [],
    page: "https://example-docker.jfrog.io/ui/repos/tree/General",
  },
  {
    host: "reg.example.com:5000",
    moves: [],
    reference: "reg.example.com:5000/hello-world:latest",
    says: [/up to the registry's settings/],
  },
];

for (const { host, options, moves, reference, says, page } of cases) {
  test(`an image for ${reference}`, async () => {
    // The name is taken as it is proposed.
    const proposed = reference.slice(host.length + 1);
    const { outcome, summary, links } = await push(host, [...moves, { type: proposed }, run], options);
    assert.equal(planned(outcome), `nerdctl tag hello-world:latest ${reference} && nerdctl push ${reference}`);
    for (const said of [`nerdctl push ${reference}`, `nerdctl tag hello-world:latest ${reference}`]) assert.ok(summary.includes(said));
    for (const each of says) assert.match(summary, each);
    assert.equal(links[0]?.url, page);
  });

  test(`the name that is proposed for ${reference}`, async () => {
    const { steps } = await push(host, [...moves, "escape"], options);
    const field = steps.at(-1);
    assert.ok(field !== undefined && "prompt" in field);
    assert.equal(`${host}/${field.value}`, reference);
  });
}

test("from a repository's row the image goes there", async () => {
  const { ports } = createPushPorts([pickImage, { type: "acme/app:2" }, run]);
  const outcome = await askPush({ host: "docker.io", repository: "acme/app" }, ports);
  assert.match(planned(outcome), / docker\.io\/acme\/app:2$/);
});

test("what no image may be called is refused where it is typed", async () => {
  const { refusals } = await push(
    "docker.io",
    [
      { pick: "{0}" },
      ...["alice/A", "alice/a b:1", "alice/a:-x", "library/a", "a", "alice/b/c", "alice/a;id", "$(id)", "alice/a@sha256:0"].map((type) => ({
        type,
      })),
      "escape",
    ],
    { username: "alice" },
  );
  assert.equal(refusals.length, 9);
  assert.match(refusals[2] ?? "", /^A tag has/);
  assert.match(refusals[3] ?? "", /Only Docker can push to library/);
  assert.match(refusals[5] ?? "", /DOCKER-ID\/NAME/);
});

test("an image may be typed by its name or ID, and nothing else", async () => {
  const { ports, steps } = createPushPorts([{ type: "feb5d9fea6a5" }, { type: "app:1" }, run]);
  const outcome = await askPush({ host: "reg.example.com" }, ports);
  assert.equal(planned(outcome), "nerdctl tag feb5d9fea6a5 reg.example.com/app:1 && nerdctl push reg.example.com/app:1");
  const list = steps[0] as PickPrompt<unknown>;
  for (const typed of ["-a", "a b", "$(id)", "A", "a;b", "--help"]) {
    assert.deepEqual(list.choicesOf?.(typed), [], typed);
    assert.match(list.issueOf?.(typed)?.text ?? "", /not an image's name/);
  }
});

test("names of an engine that are none are not offered", async () => {
  const { ports, steps } = createPushPorts(["escape"], {
    images: printed(`${["<none>:<none>", "a;rm:1", "app:1", "-x:1"].map(imageLine).join("")}not a name\n`),
  });
  await askPush({ host: "reg.example.com" }, ports);
  assert.deepEqual(
    (steps[0] as PickPrompt<unknown>).choices.map(({ label }) => filled(label)),
    ["app:1"],
  );
});

test("an engine that does not run says so in its own words, and may be tried again", async () => {
  const words: Readonly<Record<string, string>> = {
    "Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the docker daemon running?": "engine-not-running",
    'time="2026-01-01T00:00:00Z" level=fatal msg="rootless containerd not running? (hint: use `containerd-rootless-setuptool.sh install`)"':
      "engine-not-running",
    "Error: something else": "engine-failed",
  };
  for (const [stderr, code] of Object.entries(words)) {
    const { ports, steps } = createPushPorts([{ pick: "Try again" }, "escape"], { images: { exitCode: 1, stdout: "", stderr } });
    assert.equal((await askPush({ host: "reg.example.com" }, ports)).kind, "cancelled");
    const { problem } = steps[0] as PickPrompt<unknown>;
    assert.equal((problem as { readonly code?: string }).code, code, stderr);
    assert.match(
      (problem as { readonly said?: { openForSurface(): string } }).said?.openForSurface() ?? "",
      /^(?:Cannot connect|rootless containerd not running|something else)/,
    );
  }
});

test("where one engine does not run, the next that is installed takes its place for this push", async () => {
  const stderr = "Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the docker daemon running?";
  const spawn = {
    ...createPushPorts([]).ports.spawn,
    find: (program: string) => Promise.resolve(program === "nerdctl" ? undefined : `/usr/bin/${program}`),
    run: ({ program }: { readonly program: string }) =>
      Promise.resolve(program === "docker" ? { exitCode: 1, stdout: "", stderr } : printed(imageLine("hello-world:latest"))),
  };
  const moves: readonly Move[] = [{ pick: "Use {0} instead" }, pickImage, { type: "team/x:1" }, run];
  const { ports } = createPushPorts(moves, { spawn });
  const outcome = await askPush({ host: "reg.example.com" }, { ...ports, choice: () => "auto" });
  assert.equal(planned(outcome), "podman tag hello-world:latest reg.example.com/team/x:1 && podman push reg.example.com/team/x:1");

  // One that the setting names is the person's word.
  const { ports: set, steps } = createPushPorts(["escape"], { spawn, engine: "docker" });
  await askPush({ host: "reg.example.com" }, set);
  assert.deepEqual(
    (steps[0] as PickPrompt<unknown>).choices.map(({ label }) => filled(label)),
    ["Try again"],
  );
});

test("without a registry there is nothing to ask; without an engine neither", async () => {
  assert.equal((await askPush({}, createPushPorts([]).ports)).kind, "no-registry");
  const { ports } = createPushPorts([]);
  await assert.rejects(askPush({}, { ...ports, spawn: { ...ports.spawn, find: () => Promise.resolve(undefined) } }), { code: "no-engine" });
});

test("from the palette the registry is chosen first, and Back keeps what was answered", async () => {
  const { ports, steps } = createPushPorts(
    [{ pickHost: "quay.io" }, pickImage, { type: "acme" }, "back", { type: "acme2" }, { type: "acme2/x:1" }, run],
    {
      registries: ["docker.io", "quay.io"],
    },
  );
  assert.match(planned(await askPush({}, ports)), / quay\.io\/acme2\/x:1$/);
  assert.equal((steps[4] as { readonly value?: string } | undefined)?.value, "acme");
});

test("images that only root may list are not asked for: their name is typed", async () => {
  const spawn = { ...createPushPorts([]).ports.spawn, run: () => Promise.reject(new Error("nothing is asked as somebody else")) };
  const { ports, steps } = createPushPorts([{ type: "hello-world" }, { type: "team/app:1" }, run], {
    spawn,
    rootfulOnly: "/home/me/.docker",
  });
  const outcome = await askPush({ host: "reg.example.com" }, ports);
  const [image] = steps as readonly PickPrompt<unknown>[];
  assert.match((image?.notes ?? []).map(filled).join(""), /only root may list its images/);
  assert.ok(outcome.kind === "run");
  assert.deepEqual(
    outcome.plan.commands.map((words) => words.slice(2, 6)),
    [
      ["sudo", "--preserve-env=DOCKER_CONFIG", "nerdctl", "tag"],
      ["sudo", "--preserve-env=DOCKER_CONFIG", "nerdctl", "push"],
    ],
  );
});
