import assert from "node:assert/strict";
import { suite, test } from "mocha";
import { RegistryError } from "../../src/core/registryError.ts";
import { parseRegistryName } from "../../src/credentials/registryName.ts";
import type { LoginDiagnosis } from "../../src/services/doctor/diagnoseLogin.ts";
import { reportText } from "../../src/ui/sentences/doctorReport.ts";

const evil = "![x](https://evil.example) <img src=x> [y](command:z) `\n# h\u202E";

suite("the report of a diagnosis", () => {
  const diagnosis: LoginDiagnosis = {
    host: "reg.example",
    findings: [
      { code: "directory-shadowed", severity: "warning", params: { used: `/etc/${evil}`, shadowed: evil, client: "nerdctl" } },
      { code: "unreachable", severity: "error", error: new RegistryError("host-not-found", "no", { params: { host: evil } }) },
      {
        code: "login-accepted",
        severity: "good",
        params: { username: evil, place: evil, isProven: "true" },
        fixes: [{ kind: "openFile", path: evil }],
        left: 3,
      },
    ],
    report: {
      path: "/c",
      name: parseRegistryName("reg.example"),
      problems: [],
      environmentProblem: undefined,
      store: { helper: "", by: "none" },
      credsStore: "",
      deadKeys: [],
      hubKey: undefined,
      fileKeys: [],
      own: {},
      views: [{ tool: "docker" }],
    },
    hostsReaders: ["## Who reads which hosts.toml on this machine"],
  };

  test("is Markdown in which what others wrote is text", () => {
    const lines = reportText(diagnosis).split("\n");
    assert.ok(lines.includes("- docker, buildx, BuildKit: none"), lines.join("\n"));
    assert.ok(lines.some((line) => line.startsWith("- **Warning:** nerdctl never reads ")));
    assert.ok(lines.some((line) => line.endsWith(" More of this kind: 3.")));
    // Outside of code spans nothing of it means anything, and it begins no line.
    const prose = lines.map((line) => line.replaceAll(/(`+).*?\1/g, ""));
    for (const line of prose) assert.ok(!/!\[|\]\(|<img|\u202E/.test(line), line);
    assert.deepEqual(
      lines.filter((line) => line.startsWith("#")),
      ["# Login to reg.example", "## Which login each tool uses", "## Who reads which hosts.toml on this machine"],
    );
  });
});
