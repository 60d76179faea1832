import assert from "node:assert/strict";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import { version as host } from "../support/vscode/versions.ts";
import type { Tree } from "../support/workbench/tree.ts";
import { openWorkbench, type Workbench } from "../support/workbench/workbench.ts";

/** A helper that writes down what it is asked, and knows two registries. */
const helper = `#!/bin/sh
echo "$1 $(cat)" >> "$HOME/asked"
[ "$1" = list ] && printf '{"named.example":"u","only.example":"u","only.example:443":"u"}'
`;
const config = { auths: { "named.example": {}, "broken.example": { auth: "!" }, "damaged.example": { auth: "-" } }, credsStore: "lab" };
const podman = { auths: { "podman.example": { auth: "dTpw" } } };

describe(`what is stored, in VS Code ${host}`, () => {
  let workbench: Workbench;
  let tree: Tree;

  before(async () => {
    workbench = await openWorkbench({
      host,
      prepare: ({ dockerConfig, home }) => {
        writeFileSync(path.join(dockerConfig, "config.json"), JSON.stringify(config));
        mkdirSync(path.join(home, "bin"));
        writeFileSync(path.join(home, "bin/docker-credential-lab"), helper, { mode: 0o755 });
        // VS Code takes PATH from a login shell.
        writeFileSync(path.join(home, ".profile"), `PATH="${path.join(home, "bin")}:$PATH"\n`);
        writeFileSync(path.join(home, "asked"), "");
        mkdirSync(path.join(home, ".config/containers"), { recursive: true });
        writeFileSync(path.join(home, ".config/containers/auth.json"), JSON.stringify(podman));
      },
    });
    await workbench.openViewContainer("Registries");
    tree = workbench.tree("Registries");
  });
  after(() => workbench?.close());

  const asked = (): string => readFileSync(path.join(workbench.sandbox.home, "asked"), "utf8");
  const node = "Ask docker-credential-lab…";

  test("several damaged entries are told, and hide nothing", async () => {
    await tree.waitForRow(node);
    const labels = await tree.labels();
    for (const key of ["broken.example", "damaged.example"]) {
      assert.ok(
        labels.some((label) => label.includes(`“${key}”`) && label.includes("is not base64")),
        labels.join("\n"),
      );
    }
    assert.deepEqual(labels.slice(2), ["broken.example", "damaged.example", "named.example", "podman.example", node]);
  });

  test("a helper is asked what else it knows when its node is opened, not before", async () => {
    assert.equal(asked(), "");
    await tree.expand(node);
    const { description, level } = await tree.waitForRow("only.example");
    assert.deepEqual([description, level], ["docker-credential-lab", 2]);
    assert.equal((await tree.labels()).filter((label) => label === "named.example").length, 1);
    assert.equal(asked(), "list unused\n");
    await workbench.screenshot(`stored-logins-${host}`);
  });

  test("logging out says where a login is left", async () => {
    const auths = { "named.example": {}, "named.example/team": { auth: "dTpw" } };
    writeFileSync(
      path.join(workbench.sandbox.dockerConfig, "config.json"),
      JSON.stringify({ auths, credHelpers: { "named.example": "lab" } }),
    );
    await tree.waitForRows((rows) => rows.every(({ label }) => label !== "broken.example" && label !== node), "the fixed file");
    for (const [registry, left, part] of [
      ["podman.example", "auth.json still has a login for it."],
      ["named.example", "“named.example/team” stays", /^named\.example$/],
    ] as const) {
      const logOut = (): Promise<void> => tree.clickContextMenu(registry, "Log Out");
      if (part === undefined) await workbench.notifications.openDialogBy(logOut);
      else {
        await workbench.quickInput.openBy(logOut, "Log Out");
        await workbench.quickInput.pick(part);
      }
      await workbench.notifications.clickDialog("Log Out");
      const { message } = await workbench.notifications.waitFor(left);
      assert.ok(message.includes(registry), message);
      await workbench.screenshot(`logout-left-${registry}`);
      await workbench.notifications.dismissAll();
    }
  });
});
