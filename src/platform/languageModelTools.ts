import { LanguageModelTextPart, LanguageModelToolResult, lm, MarkdownString } from "vscode";
import type { Disposable } from "../core/disposable.ts";
import { markdownText } from "../core/markdown.ts";
import { withSignal } from "./cancellation.ts";
import { plainDocument, plainMessage } from "./plainText.ts";

/** What a language model can ask for, once a person has said yes to it. */
export interface ModelTool {
  /** What the person is asked before it runs. The input is what a model wrote. */
  readonly confirm: (input: unknown) => { readonly title: string; readonly message: string };
  /** The answer, of any length. What it says may be anybody's text. */
  readonly run: (input: unknown, signal: AbortSignal) => Promise<string>;
}

/** More is cut off: a model's memory is short. */
const longest = 40_000;

/** Offers a tool of package.json by its name; it loads when it is first wanted. */
export function registerModelTool(name: string, load: () => Promise<ModelTool>): Disposable {
  return lm.registerTool<unknown>(name, {
    prepareInvocation: async ({ input }) => {
      const { title, message } = (await load()).confirm(input);
      return { confirmationMessages: { title: plainMessage(title), message: new MarkdownString(markdownText(message)) } };
    },
    invoke: async ({ input }, token) => {
      const text = await withSignal(token, async (signal) => (await load()).run(input, signal));
      return new LanguageModelToolResult([new LanguageModelTextPart(cut(plainDocument(text)))]);
    },
  });
}

function cut(text: string): string {
  return text.length <= longest ? text : `${text.slice(0, longest)}\n… (cut off)`;
}
