import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { versions } from "../support/vscode/versions.ts";
import { eventually } from "../support/workbench/eventually.ts";
import { openWorkbench, type Workbench } from "../support/workbench/workbench.ts";

const config = `version = 3
imports = ["../../opt/imported.toml"]

[plugins.'io.containerd.cri.v1.images'.registry]
  config_path = '/etc/containerd/certs.d:/etc/docker/certs.d'
  mirror = {}
`;
const imported = `version = 3
[plugins."io.containerd.cri.v1.images".registry]
configs_path = "/x"
`;
const mirrors = `version = 2

[plugins."io.containerd.grpc.v1.cri".registry.mirrors."docker.io"]
  endpoint = ["https://mirror.example.com"]

[plugins."io.containerd.grpc.v1.cri".registry.configs."mirror.example.com".auth]
  password = "s3cret-word"
`;

for (const host of versions) {
  describe(`editing containerd's config.toml in VS Code ${host}`, () => {
    let workbench: Workbench;
    before(async () => {
      workbench = await openWorkbench({
        host,
        files: { "etc/containerd/config.toml": config, "old/etc/containerd/conf.d/mirrors.toml": mirrors, "opt/imported.toml": imported },
        userSettings: { "containerRegistries.hosts.containerdVersion": "2.3" },
      });
    });
    after(() => workbench?.close());

    /** Opens the menu of quick fixes where the cursor is, and takes one. */
    async function fix(title: string, isTaken: () => Promise<boolean>, screenshot?: string): Promise<void> {
      const { editor } = workbench;
      await editor.openQuickFixes(title);
      if (screenshot !== undefined) await workbench.screenshot(screenshot);
      await editor.takeQuickFix(title, isTaken);
    }

    test("what keeps Kubernetes from its hosts.toml files is underlined", async () => {
      const { editor } = workbench;
      await editor.open("etc/containerd/config.toml");
      await editor.waitForLanguage((name) => name === "containerd config.toml");
      const wanted = [/Kubernetes ignores all hosts\.toml files: .* line 5 /, /containerd ignores mirror: .* line 6 /];
      await editor.problems(
        (all) => all.length === 2 && wanted.every((each) => all.some(({ text }) => each.test(text.replaceAll("\n", " ")))),
      );
      await workbench.screenshot(`containerd-config-${host}`);
    });

    test("a quick fix names one directory, and the finding is gone", async () => {
      const { editor } = workbench;
      await editor.goToLine(5, 25);
      const isFixed = async (): Promise<boolean> => (await editor.text()).includes("config_path = '/etc/containerd/certs.d'\n");
      await fix("Name /etc/containerd/certs.d only", isFixed, `containerd-config-fix-${host}`);
      await editor.problems((all) => all.length === 1);
    });

    test("a file that it imports has the language, wherever it lies", async () => {
      const { editor } = workbench;
      await editor.open("opt/imported.toml");
      await editor.waitForLanguage((shown) => shown === "containerd config.toml");
      await editor.problems((all) => all.some(({ text }) => text.includes("containerd ignores configs_path")));
    });

    test("mirrors can be converted from where they stand, and the password is not shown", async () => {
      const { editor, quickInput } = workbench;
      await editor.open("old/etc/containerd/conf.d/mirrors.toml");
      const problems = await editor.problems((all) => all.some(({ text }) => text.includes("registry.mirrors is deprecated")));
      assert.ok(!problems.some(({ text }) => text.includes("s3cret-word")));
      await editor.goToLine(3, 10);
      await fix("Convert to hosts.toml files…", () => quickInput.widget.isVisible());
      await quickInput.waitFor("New hosts.toml (1/3)");
      await eventually(
        () => quickInput.value(),
        (value) => value.endsWith("/old/etc/containerd/conf.d/mirrors.toml"),
        "the path of the open file",
      );
      await workbench.screenshot(`containerd-config-convert-${host}`);
      await quickInput.cancel();
    });
  });
}
