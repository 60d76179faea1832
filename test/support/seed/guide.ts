import { readFileSync } from "node:fs";
import path from "node:path";

/** A section of nerdctl's guide to registries: what stands below a heading and above the next one, or an alternative method that is folded there. */
export interface SeedSection {
  /** The headings that lead to it, from the second level on: `Docker Hub › Logging in`. */
  readonly name: string;
  readonly text: string;
  /** What the person types, without its prompt: `nerdctl login -u <USERNAME>`. */
  readonly commands: readonly string[];
}

/** The sections of the guide, in its order. */
export function parseSeed(markdown: string): readonly SeedSection[] {
  const sections: { name: string; lines: string[] }[] = [];
  const headings: string[] = [];
  const open = (name: string): void => void sections.push({ name, lines: [] });
  let isCode = false;
  for (const line of markdown.replaceAll(/^<!-- START [^]*?^<!-- END .*$/gm, "").split("\n")) {
    if (line.startsWith("```")) isCode = !isCode;
    const [, marks = "", title = ""] = (isCode ? null : /^(#{1,3}) (.+)$/.exec(line)) ?? [];
    const [, summary = ""] = (isCode ? null : /<summary>(.+)<\/summary>/.exec(line)) ?? [];
    if (marks !== "") {
      headings.splice(Math.max(marks.length - 2, 0), headings.length, title);
      open(headings.join(" › "));
    } else if (summary !== "") open([...headings, summary.replaceAll(/<[^>]+>/g, "").trim()].join(" › "));
    else if (line.startsWith("</details>")) open("");
    else sections.at(-1)?.lines.push(line);
  }
  return sections.map(({ name, lines }) => sectionOf(name, lines.join("\n").trim())).filter(({ name, text }) => name !== "" && text !== "");
}

/** Commands stand behind a prompt. */
function sectionOf(name: string, text: string): SeedSection {
  return { name, text, commands: [...text.matchAll(/^\$ (.+)$/gm)].map(([, command = ""]) => command.trim()) };
}

const guide = path.join(import.meta.dirname, "../../fixtures/seed/registry.md");

/** Those of the copy in the fixtures. */
export const seedSections: readonly SeedSection[] = parseSeed(readFileSync(guide, "utf8"));

/** Throws where the guide has no section of that name. */
export function seedSection(name: string): SeedSection {
  const section = seedSections.find((each) => each.name === name);
  if (section === undefined) throw new Error(`the guide has no section “${name}”`);
  return section;
}
