/** English text for a person, with `{0}`, `{1}` … filled from `args`; the platform translates the text before filling it. */
export interface Text {
  readonly text: string;
  readonly args?: readonly string[];
}

export function text(template: string, ...args: readonly string[]): Text {
  return { text: template, args };
}
