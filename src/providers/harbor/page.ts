import type { WebPage } from "../webPage.ts";

/** Its page of a repository is found by its project's number, which only its API tells: the list of projects leads there. */
export const webPage: WebPage = ({ host }) => `https://${host}/harbor/projects`;
