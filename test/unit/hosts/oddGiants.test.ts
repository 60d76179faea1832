import { test } from "node:test";
import { assertLinear } from "../../support/assertLinear.ts";
import { exercise } from "./everyFeature.ts";

/** What compiling and collecting garbage take at these lengths, in milliseconds. */
const noiseMs = 200;
const table = '[host."https://m"]\n';
const repeated = (piece: string, length: number): string => piece.repeat(length / piece.length);
const numbered = (length: number, line: (index: number) => string): string =>
  Array.from({ length: length / 25 }, (_, index) => line(index)).join("\n");

/** Texts that cost a reader or a check dearly where it looks back, or looks everywhere, for each piece. */
const giants: Readonly<Record<string, (length: number) => string>> = {
  "open brackets": (length) => repeated("[", length),
  "open arrays": (length) => `a = ${repeated("[", length)}`,
  "open inline tables": (length) => repeated("{a=", length),
  "open strings": (length) => repeated('ca = "\n', length),
  "open arrays on lines of their own": (length) => repeated("ca = [\n", length),
  "a dotted key": (length) => `${repeated("a.", length)}a = 1`,
  "a dotted header": (length) => `[${repeated("a.", length)}a]`,
  "quotation marks": (length) => repeated('"', length),
  "quotation marks in a multi-line string": (length) => `a = """${repeated('"" ', length)}`,
  "bad escapes": (length) => `a = "${repeated(String.raw`\x`, length)}"`,
  "carriage returns": (length) => repeated("\r", length),
  commas: (length) => `a = [${repeated(",", length)}`,
  "spaces behind an item": (length) => `a = [1\n${repeated(" ", length)}`,
  "keys without values": (length) => repeated("x\n", length),
  "the same key": (length) => repeated("ca = 1\n", length),
  "misspelled keys": (length) => numbered(length, (index) => `capabilites${index} = 1`),
  "misspelled capabilities": (length) => `${table}capabilities = [${repeated('"pul", ', length)}]`,
  hosts: (length) => numbered(length, (index) => `[host."https://m${index}/"]`),
  "the same two hosts": (length) => repeated(`${table}[host.n]\n`, length),
  "hosts in dotted keys": (length) => numbered(length, (index) => `host."m${index}".ca = "a"`),
  "hosts in an inline table": (length) => `host = {${numbered(length, (index) => `"m${index}" = {}`).replaceAll("\n", ", ")}}`,
  "hosts in capitals": (length) => repeated('[HOST."a"]\n', length),
  "empty paths": (length) => `${table}ca = [${repeated('"", ', length)}]`,
  "client pairs": (length) => `${table}client = [${repeated('["a", ""], ', length)}]`,
  headers: (length) => table + numbered(length, (index) => `header.x${index} = "a"`),
  "a URL of dots": (length) => `[host."https://m/${repeated("../a/", length)}"]`,
  "a URL of escapes": (length) => `[host."https://${repeated("%41", length)}"]`,
  "a long duration": (length) => `${table}dial_timeout = "${repeated("1h", length)}"`,
  "words on lines that end with a carriage return": (length) => repeated("a\r", length),
  "capabilities misspelled in as many hosts": (length) => numbered(length, (index) => `[host."https://m${index}"]\ncapabilites = 1`),
  "paths": (length) => `${table}ca = [${repeated('"a", ', length)}]`,
  "bytes of any kind": (length) => Buffer.from(Uint8Array.from({ length }, (_, index) => (index * 7919) % 251)).toString("latin1"),
};

for (const [name, make] of Object.entries(giants)) {
  test(`time grows with the length, not with its square: ${name}`, () =>
    assertLinear(
      32_000,
      (length) => {
        const text = make(length);
        exercise(text, text.length >> 1);
      },
      noiseMs,
    ));
}
