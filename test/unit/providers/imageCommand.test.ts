import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import { imageOfCommand } from "../../../src/providers/imageCommand.ts";

const digest = `sha256:${"a".repeat(64)}`;

const commands = [
  ["docker pull nginx:1.27", "nginx:1.27"],
  ["$ docker pull nginx", "nginx"],
  ["sudo docker image pull --platform linux/arm64 ghcr.io/octo/app:1", "ghcr.io/octo/app:1"],
  ["docker run -d --name web -p 8080:80 --rm nginx:1.27 nginx -g 'daemon off;'", "nginx:1.27"],
  ["docker run -it --rm -v $PWD:/src -e KEY=value alpine sh -c 'ls'", "alpine"],
  ["docker run -itp 80:80 alpine", "alpine"],
  ["docker buildx imagetools inspect --raw quay.io/org/app", "quay.io/org/app"],
  ["docker manifest inspect --insecure localhost:5000/a/b:1", "localhost:5000/a/b:1"],
  ["docker pull alpine:3 && docker run busybox", "alpine:3"],
  ["nerdctl -n k8s.io pull --all-platforms reg.example/team/app", "reg.example/team/app"],
  ["lima nerdctl pull alpine", "alpine"],
  ["podman pull --tls-verify=false docker://localhost:5000/app", "localhost:5000/app"],
  ["crane ls --full-ref gcr.io/project/image", "gcr.io/project/image"],
  ["crane manifest localhost:5000/team/app@" + digest, "localhost:5000/team/app@" + digest],
  ["crane copy alpine:3 reg.example/alpine:3", "alpine:3"],
  ["skopeo inspect docker://quay.io/org/app:1", "quay.io/org/app:1"],
  ["skopeo inspect --config docker://quay.io/org/app:1", "quay.io/org/app:1"],
  ["skopeo list-tags docker://docker.io/library/alpine", "docker.io/library/alpine"],
  ["skopeo copy --all docker://alpine:3 docker://reg.example/alpine:3", "alpine:3"],
  ["sudo ctr -n k8s.io images pull --plain-http reg.example:5000/app:2", "reg.example:5000/app:2"],
  ["sudo k3s ctr images pull docker.io/library/redis:7", "docker.io/library/redis:7"],
  ["crictl pull registry.k8s.io/pause:3.10", "registry.k8s.io/pause:3.10"],
  ["regctl tag ls ghcr.io/octo/app", "ghcr.io/octo/app"],
  ["oras discover localhost:5000/hello:v1", "localhost:5000/hello:v1"],
  ["helm pull oci://ghcr.io/octo/charts/app --version 1.2.3", "ghcr.io/octo/charts/app"],
  ["cosign verify --key cosign.pub ghcr.io/octo/app:1", "ghcr.io/octo/app:1"],
  ["trivy image alpine:3.20", "alpine:3.20"],
  ["dive alpine", "alpine"],
  ["kubectl run web --image=nginx:1.27", "nginx:1.27"],
  ["kubectl set image deployment/web web=nginx:1.28", "nginx:1.28"],
  ["FROM --platform=$BUILDPLATFORM golang:1.25 AS build", "golang:1.25"],
  ["    image: 'ghcr.io/octo/app:1'", "ghcr.io/octo/app:1"],
  ["- image: redis:7", "redis:7"],
] as const;

test("finds the image that a command line names", () => {
  for (const [line, image] of commands) assert.equal(imageOfCommand(line), image, line);
});

test("takes no other text for a command", () => {
  for (const line of [
    "",
    "nginx",
    "docker",
    "docker/cli",
    "docker ps",
    "docker login ghcr.io",
    "docker pull $IMAGE",
    "kubectl get pods",
    "ls -la",
  ])
    assert.equal(imageOfCommand(line), undefined, line);
});

test("no text makes it throw", () => {
  const words = fc.constantFrom("docker", "pull", "--image=", "-", "--", "'", '"', "|", ";", "nginx", "docker://", "=", "FROM ", "image:");
  fc.assert(fc.property(fc.string(), (line) => void imageOfCommand(line)));
  fc.assert(fc.property(fc.array(words), (parts) => void imageOfCommand(parts.join(" "))));
});
