import { env } from "vscode";

/** A number or a time for people, as the display language writes it: in the way of this machine's country, if that speaks it. */
export function localized(value: number | Date, options?: Intl.NumberFormatOptions & Intl.DateTimeFormatOptions): string {
  const { locale } = new Intl.NumberFormat().resolvedOptions();
  const [own, shown] = [locale, env.language].map((each) => each.split("-")[0]);
  return value.toLocaleString(own === shown ? locale : env.language, options);
}
