/** How long a list may load before “Loading…” stands in its place: VS Code draws no change of the tree before each unfolded node has answered. */
const patienceMs = 400;

/** What comes in time; undefined where it takes longer: then `late` is called when it is there, or has failed. */
export async function orLate<T>(promise: Promise<T>, late: () => void): Promise<T | undefined> {
  const patience = Promise.withResolvers<undefined>();
  const timer = setTimeout(() => {
    patience.resolve(undefined);
    void promise.then(late, late);
  }, patienceMs);
  try {
    return await Promise.race([promise, patience.promise]);
  } finally {
    clearTimeout(timer);
  }
}
