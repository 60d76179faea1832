/** JSON with comments as YAML reads it: each comment is blank, so that everything stands where it stood. */
export function jsonAsYaml(text: string): string {
  // A string is taken whole, since what looks like a comment in it is none.
  return text.replaceAll(/"(?:[^"\\\n]|\\.)*"?|\/\/[^\n]*|\/\*[\s\S]*?(?:\*\/|$)|\t/g, (part) =>
    part.startsWith('"') ? part : part.replaceAll(/[^\r\n]/g, " "),
  );
}
