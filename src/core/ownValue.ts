/** What an object itself has under a key that may be anybody's text: it has no `constructor` and the like. */
export function ownValue<T>(object: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(object, key) ? object[key] : undefined;
}
