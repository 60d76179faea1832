import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import { whyNoHost, recogniseInput, withoutSecret } from "../../../src/providers/recogniseInput.ts";

const hosts = [
  ["", "docker.io"],
  ["  ", "docker.io"],
  ["docker.io", "docker.io"],
  ["https://index.docker.io/v1/", "docker.io"],
  ["registry-1.docker.io", "docker.io"],
  ["https://registry.hub.docker.com/", "docker.io"],
  ["GHCR.IO", "ghcr.io"],
  ["Reg.Example", "Reg.Example"],
  ["https://reg.example/v2/", "reg.example"],
  ["http://reg.example:5000", "reg.example:5000"],
  ["docker://ghcr.io/octo/app:1", "ghcr.io"],
  [" reg.example:5000 ", "reg.example:5000"],
  ["reg.example:5000/team/app:1.2", "reg.example:5000"],
  ["ghcr.io/octo/app@sha256:" + "a".repeat(64), "ghcr.io"],
  ["localhost/app", "localhost"],
  ["[::1]:5000/app", "[::1]:5000"],
  ["alpine:3.20-x", "docker.io"],
  ["alpine:latest", "docker.io"],
  ["team/app", "docker.io"],
  ["registry:5000", "registry:5000"],
  ["my_registry:5000", "my_registry:5000"],
  ["registry", "registry"],
] as const;

test("takes the host out of what people paste", () => {
  for (const [typed, host] of hosts) assert.equal(recogniseInput(typed).host, host, typed);
});

/** Addresses as a browser shows them, with or without a scheme. */
const pages = [
  ["hub.docker.com", "docker.io"],
  ["https://hub.docker.com/r/library/alpine", "docker.io"],
  ["hub.docker.com/u/NAME", "docker.io"],
  ["www.docker.com", "docker.io"],
  ["https://hub.docker.com/_/alpine?tab=tags", "docker.io"],
  ["https://app.docker.com/settings", "docker.io"],
  ["docker login hub.docker.com", "docker.io"],
  ["https://github.com/orgs/Octo/packages", "ghcr.io"],
  ["github.com/octo/app/pkgs/container/app", "ghcr.io"],
  ["https://octocorp.ghe.com/orgs/octo/packages", "containers.octocorp.ghe.com"],
  ["https://gitlab.com/group/project/container_registry", "registry.gitlab.com"],
  ["https://quay.io/repository/org/name?tab=tags", "quay.io"],
  ["quay.io/repository/org/name", "quay.io"],
  ["https://gallery.ecr.aws/nginx/nginx", "public.ecr.aws"],
  ["https://console.cloud.google.com/artifacts/docker/proj/europe-west1/repo?project=proj", "europe-west1-docker.pkg.dev"],
  ["https://console.cloud.google.com/artifacts", "console.cloud.google.com"],
  ["https://acme.jfrog.io/ui/repos/tree/General", "acme.jfrog.io"],
  ["https://gitlab.example.com/group/project/container_registry", "gitlab.example.com"],
  ["https://hub.docker.com.evil.test/", "hub.docker.com.evil.test"],
  ["containers.octocorp.ghe.com/octo/app:1", "containers.octocorp.ghe.com"],
] as const;

test("takes web pages for the registry whose images they show", () => {
  for (const [typed, host] of pages) {
    assert.equal(recogniseInput(typed).host, host, typed);
    assert.equal(whyNoHost(typed), undefined, typed);
  }
});

const commands = [
  ["docker login", "docker.io", undefined, undefined],
  ["docker login -u alice", "docker.io", "alice", undefined],
  ["docker login -u ghp_0123456789abcdefABCDEF ghcr.io", "ghcr.io", undefined, "ghp_0123456789abcdefABCDEF"],
  ["$ docker login ghcr.io -u Alice --password hunter2", "ghcr.io", "Alice", "hunter2"],
  ["sudo nerdctl login --username=alice --password='a b' reg.example:5000", "reg.example:5000", "alice", "a b"],
  ["docker login -ualice -phunter2 https://reg.example/v2/", "reg.example", "alice", "hunter2"],
  ['docker login -u "acme+ci" -p "a\\"b" quay.io', "quay.io", "acme+ci", 'a"b'],
  ["docker login -u alice -p $TOKEN ghcr.io", "ghcr.io", "alice", undefined],
  ['docker login -u alice -p "$(cat token)" ghcr.io', "ghcr.io", "alice", undefined],
  ["docker login -u 'robot$ci' -p '$ecret' harbor.example", "harbor.example", "robot$ci", "$ecret"],
  ["echo $TOKEN | docker login ghcr.io -u alice --password-stdin", "ghcr.io", "alice", undefined],
  ["echo ghp_0123 | docker login ghcr.io -u octo --password-stdin", "ghcr.io", "octo", "ghp_0123"],
  ["export X=1; echo -n 'a b' | sudo docker login -u alice --password-stdin reg.example", "reg.example", "alice", "a b"],
  ["printf '%s\\n' \"s3cret\" | podman login -u alice --password-stdin reg.example", "reg.example", "alice", "s3cret"],
  ["regctl registry login reg.example -u alice --pass-stdin <<< s3cret", "reg.example", "alice", "s3cret"],
  ['docker login ghcr.io -u octo --password-stdin <<< "$TOKEN"', "ghcr.io", "octo", undefined],
  ["echo hello | docker login -u alice reg.example", "reg.example", "alice", undefined],
  ["cat token.txt | docker login -u alice --password-stdin reg.example", "reg.example", "alice", undefined],
  ["docker login -u alice --password-stdin reg.example", "reg.example", "alice", undefined],
  [
    "aws ecr get-login-password --region eu-west-1 | nerdctl login --username AWS --password-stdin 123456789012.dkr.ecr.eu-west-1.amazonaws.com",
    "123456789012.dkr.ecr.eu-west-1.amazonaws.com",
    "AWS",
    undefined,
  ],
  [
    "cat key.json | nerdctl login -u _json_key --password-stdin https://europe-docker.pkg.dev",
    "europe-docker.pkg.dev",
    "_json_key",
    undefined,
  ],
  ["docker login \\\n  --username alice \\\n  reg.example", "reg.example", "alice", undefined],
  ["docker login \\  --username alice \\  reg.example", "reg.example", "alice", undefined],
  ["DOCKER_CONFIG=/tmp/x docker --config /tmp login reg.example && docker pull x", "reg.example", undefined, undefined],
  ["crane auth login ghcr.io -u alice -p t", "ghcr.io", "alice", "t"],
  ["gcloud auth configure-docker asia-northeast1-docker.pkg.dev", "asia-northeast1-docker.pkg.dev", undefined, undefined],
  ["gcloud auth configure-docker us-docker.pkg.dev,gcr.io --quiet", "us-docker.pkg.dev", undefined, undefined],
  ["$ gcloud auth configure-docker", "gcr.io", undefined, undefined],
  ["helm registry login reg.example --insecure -u alice", "reg.example", "alice", undefined],
  ["/usr/local/bin/podman login --tls-verify=false --authfile a.json reg.example", "reg.example", undefined, undefined],
] as const;

test("takes a login command apart", () => {
  for (const [line, host, username, password] of commands) {
    const found = recogniseInput(line);
    assert.deepEqual([found.host, found.username, found.password?.reveal()], [host, username, password], line);
  }
});

test("other commands are no login", () => {
  for (const line of ["docker pull login", "docker run alpine login", "login reg.example", "ls -l", "gcloud auth login"])
    assert.equal(recogniseInput(line).username, undefined, line);
});

test("a text is rewritten only where it has a secret, and then shows the host", () => {
  assert.equal(withoutSecret("docker login -u a -p hunter2 reg.example"), "reg.example");
  assert.equal(withoutSecret("echo hunter2 | docker login -u a --password-stdin reg.example"), "reg.example");
  assert.equal(withoutSecret("docker login -u a reg.example"), undefined);
  assert.equal(withoutSecret("reg.example"), undefined);
});

const accounts = [
  ["https://me:pw@reg.example/", "reg.example", "me", "pw"],
  ["http://me:p%40ss@localhost:5000", "localhost:5000", "me", "p@ss"],
  ["me:p@ss:w/rd@reg.example:5000", "reg.example:5000", "me", "p@ss:w/rd"],
  ["https://robot%24ci:100%25@harbor.example/v2/", "harbor.example", "robot$ci", "100%"],
  ["https://me:50%@reg.example", "reg.example", "me", "50%"],
  ["https://me@reg.example", "reg.example", "me", undefined],
  ["https://ghp_0123456789abcdefABCDEF@ghcr.io", "ghcr.io", undefined, "ghp_0123456789abcdefABCDEF"],
  ["https://dckr_pat_0123456789@docker.io", "docker.io", undefined, "dckr_pat_0123456789"],
  ["ghp_0123456789abcdefABCDEF@ghcr.io", "ghcr.io", undefined, "ghp_0123456789abcdefABCDEF"],
  ["https://ghp_0123456789abcdefABCDEF:x-oauth-basic@ghcr.io", "ghcr.io", undefined, "ghp_0123456789abcdefABCDEF"],
  ["https://gitlab+deploy-token-1234567@registry.gitlab.com", "registry.gitlab.com", "gitlab+deploy-token-1234567", undefined],
  ["https://glpat-a@reg.example", "reg.example", "glpat-a", undefined],
  ["https://glpat-abcdefghijklm@registry.gitlab.com:443/v2/", "registry.gitlab.com:443", undefined, "glpat-abcdefghijklm"],
] as const;

test("the account of an address that is pasted leaves it", () => {
  for (const [typed, host, username, password] of accounts) {
    const found = recogniseInput(typed);
    assert.deepEqual([found.host, found.username, found.password?.reveal()], [host, username, password], typed);
    assert.equal(withoutSecret(typed), password === undefined ? undefined : host, typed);
    assert.equal(whyNoHost(typed), undefined, typed);
  }
  for (const [typed] of hosts) assert.equal(recogniseInput(typed).username, undefined, typed);
});

const wrong = [
  ["two words", /cannot contain spaces/],
  ["me@reg.example", /Leave the user name/],
  ["reg.example:70000", /1 to 65535/],
  ["reg.example:0", /1 to 65535/],
  ["reg:1:2", /brackets|not a host/],
  ["fe80::1", /brackets/],
  ["a:b:c", /not a host/],
  ["[1:2]:5000", /not a host/],
  ["-", /not a host/],
  [".", /not a host/],
  ["reg..example", /not a host/],
  ["reg.example.", /not a host/],
  ["-reg.example", /not a host/],
  ["10.0.0.999", /not a host/],
  ["?", /not a host/],
  ["ftp://reg.example", /over https, not/],
  ["regístry.example", /ASCII/],
] as const;

test("says at the field what can be seen to be wrong", () => {
  for (const [typed, sentence] of wrong) assert.match(whyNoHost(typed)?.text ?? "", sentence, typed);
  for (const [typed] of hosts) assert.equal(whyNoHost(typed), undefined, typed);
});

test("no text makes it throw, and no password survives in what is shown", () => {
  fc.assert(
    fc.property(fc.string(), (typed) => {
      recogniseInput(typed);
      whyNoHost(typed);
    }),
  );
  fc.assert(
    fc.property(fc.stringMatching(/^[A-Za-z0-9!#%+,.:@^_~-]{8,40}$/), (password) => {
      const found = recogniseInput(`docker login -u alice -p '${password}' reg.example`);
      assert.equal(found.password?.reveal(), password);
      assert.ok(!JSON.stringify(found).includes(password));
    }),
  );
});
