/** In which order a list is shown: the newest version, or the newest date, first; or by name. */
export type ListOrder = "version" | "date" | "name";
