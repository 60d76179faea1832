import { isTag } from "../../core/reference.ts";

/** The form that Go's encoder gives a list of tags; most registries are written in Go. */
const compact = /^\{"name":"[\w./-]*","tags":\["([\w.,"-]+)"\]\}\n?$/;

/** What takes a few milliseconds at most. */
const longestBytes = 1024 * 1024;

/**
 * The tags of a body `{"name":"…","tags":["…","…"]}` without spaces or escapes, or undefined for any other or longer body and where
 * one of them is no tag: those are for a real parser. JSON.parse looks each string of up to 10 characters up in V8's table of all
 * strings, which for 10,000 tags takes longer than everything else that is done with them.
 */
export function readCompactTags(bytes: Buffer): readonly string[] | undefined {
  if (bytes.length > longestBytes) return undefined;
  const tags = compact.exec(bytes.toString("latin1"))?.[1]?.split('","');
  return tags?.every(isTag) === true ? tags : undefined;
}
