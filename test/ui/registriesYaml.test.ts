import { after, before, describe, test } from "node:test";
import { versions } from "../support/vscode/versions.ts";
import { eventually } from "../support/workbench/eventually.ts";
import { openWorkbench, type Workbench } from "../support/workbench/workbench.ts";

const faulty = `# for every node
mirrors:
  docker.io:
    endpoints:
      - https://mirror.example.com
  "https://quay.io":
    endpoint:
      - mirror.example.com:5000
configs:
  mirror.example.com:
    insecure_skip_verify: true
`;

for (const host of versions) {
  describe(`editing a registries.yaml in VS Code ${host}`, () => {
    let workbench: Workbench;
    before(async () => {
      workbench = await openWorkbench({ host, files: { "rancher/k3s/registries.yaml": faulty } });
    });
    after(() => workbench?.close());

    test("mistakes are underlined, and the Problems view says what they do", async () => {
      const { editor } = workbench;
      await editor.open("rancher/k3s/registries.yaml");
      await editor.waitForLanguage((name) => name === "k3s registries.yaml");
      const wanted = [/endpoints.* line 4 /, /No pull goes through.* line 6 /, /belongs below `tls`.* line 11 /];
      await editor.problems((all) => wanted.every((each) => all.some(({ text }) => each.test(text.replaceAll("\n", " ")))));
      await workbench.screenshot(`registries-yaml-${host}`);
    });

    test("it is colored as YAML is", async () => {
      const kinds = (): Promise<readonly string[]> =>
        Promise.all(["# for every node", "mirrors", "https://mirror.example.com"].map((text) => workbench.editor.kindOf(text)));
      // Colors come a moment after the text.
      await eventually(kinds, (all) => new Set([...all, ""]).size === 4, "three colors");
    });

    test("a quick fix writes the key that was meant", async () => {
      const { editor } = workbench;
      await editor.goToLine(4, 6);
      await editor.takeQuickFix("Change to endpoint", async () => /^ {4}endpoint:$/m.test(await editor.text()));
    });

    test("a lens above it leads to the hosts.toml files that it stands for", async () => {
      const { editor, quickInput } = workbench;
      await editor.clickLens("Show as hosts.toml files…");
      await quickInput.waitFor("New hosts.toml (1/3)");
      await eventually(
        () => quickInput.value(),
        (value) => value.endsWith("rancher/k3s/registries.yaml"),
        "the path of the open file",
      );
      await quickInput.cancel();
    });
  });
}
