import { env, type Uri, window } from "vscode";
import type { Disposable } from "../core/disposable.ts";

const place = "container-registries.container-registries/open";

/** The link by which this VS Code opens the tree at a reference: `vscode://…/open?ref=…`. */
export function linkTo(reference: string): string {
  return `${env.uriScheme}://${place}?ref=${encodeURIComponent(reference)}`;
}

/** Answers such links, from wherever they come, with the reference in them; "" where there is none. */
export function onLink(open: (reference: string) => Promise<void>): Disposable {
  return window.registerUriHandler({ handleUri: ({ path, query }: Uri) => (path === "/open" ? open(refOf(query)) : undefined) });
}

function refOf(query: string): string {
  return new URLSearchParams(query).get("ref") ?? "";
}
