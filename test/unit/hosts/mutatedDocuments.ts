/** Small, fast and repeatable: mulberry32. */
function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const pieces: readonly string[] = [
  '"',
  "'",
  '"""',
  "'''",
  "[",
  "]",
  "[[",
  "]]",
  "{",
  "}",
  "=",
  ".",
  ",",
  "#",
  "\\",
  "\\u",
  "\n",
  "\r",
  "\r\n",
  "\t",
  " ",
  "\0",
  "\u007F",
  "\uFEFF",
  "\uD800",
  "\uDC00",
  "é",
  "😀",
  "host",
  "HOST",
  "[host.",
  "__proto__",
  "constructor",
  "server",
  "capabilities",
  "ca",
  "client",
  "header",
  "skip_verify",
  "true",
  "1979-05-27",
  "07:32:00",
  "0x",
  "1e",
  "-",
  "_",
  '"https://',
  "http",
  "//",
  "%zz",
  "[::1]",
  "/v2/",
  "5s",
  "[".repeat(300),
  "{a=".repeat(300),
];

/** `seeds` with insertions, deletions, repetitions and swaps, most of them no longer TOML. */
export function* mutatedDocuments(seeds: readonly string[], count: number, seed: number): Generator<string> {
  const random = randomNumbers(seed);
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)] as T;
  for (let index = 0; index < count; index++) {
    let text = pick(seeds);
    for (let changes = 1 + Math.floor(random() * 6); changes > 0; changes--) {
      const at = Math.floor(random() * (text.length + 1));
      const length = Math.floor(random() * 12);
      const kind = random();
      if (kind < 0.45) text = text.slice(0, at) + pick(pieces) + text.slice(at);
      else if (kind < 0.75) text = text.slice(0, at) + text.slice(at + length);
      else if (kind < 0.9) text = text.slice(0, at) + text.slice(at, at + length * 4) + text.slice(at);
      else text = text.slice(0, at) + pick(seeds).slice(0, 80) + text.slice(at);
    }
    yield text;
  }
}
