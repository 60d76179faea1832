import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { loadedProviders as providers } from "../../support/loadedProviders.ts";
import { borrowedWays, knownOf, type LoginWay, loginWays } from "../../support/sampleServer/loginWays.ts";

const document = readFileSync(path.join(import.meta.dirname, "../../../docs/PROVIDERS.md"), "utf8");

/** The cells of the table below a heading, without its head. */
function tableBelow(heading: string): readonly (readonly string[])[] {
  const section = document.slice(document.indexOf(`## ${heading}\n`)).split("\n## ")[0] ?? "";
  const rows = section.split("\n").filter((line) => line.startsWith("|"));
  return rows.slice(2).map((row) =>
    row
      .split("|")
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
}

/** Debian's registry is asked itself. */
function rowOf(way: Pick<LoginWay, "place" | "method" | "host">): string {
  const [challenge, accepted, refused] = way.place === "Any other registry" ? ["live", "live", "live"] : knownOf(way);
  return [way.place, way.method, way.host, challenge, accepted, refused].join(" | ");
}

test("the ways to log in are those of the catalog, and known as their samples are", () => {
  const expected = [...loginWays, ...borrowedWays].map((way) => rowOf(way));
  const rows = tableBelow("Ways to log in").map((cells) => cells.join(" | "));
  assert.deepEqual(rows.toSorted(), expected.toSorted());
});

test("every feature says how it is known", () => {
  const rows = tableBelow("What is known of each");
  assert.ok(rows.length > 20);
  for (const [, feature, known] of rows) assert.match(known ?? "", /^(?:live|recorded|documented|general|not told)\b/, feature);
  const named = rows.map(([provider]) => provider ?? "").join(" ");
  for (const { name } of providers) for (const word of name.split(" or ")) assert.ok(named.includes(word), name);
});

test("the table of pushes has a row for each provider whose images are named in a way of their own", () => {
  const rows = tableBelow("Where images go, and where repositories come from").map(([provider]) => provider ?? "");
  const guided = providers.filter(({ loadPush, loadCreate }) => loadPush !== undefined || loadCreate !== undefined);
  assert.ok(guided.length > 8);
  const lacking = guided.filter(({ name }) => !rows.some((row) => row.includes(name.split(" or ")[0] ?? name)));
  assert.deepEqual(
    lacking.map(({ name }) => name),
    [],
  );
});
