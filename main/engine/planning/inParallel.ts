/**
 * Does `work` on every item, at most `limit` at once, and returns the results in the order of the items. After the
 * first failure no further item is begun; the failure is thrown once all that were begun have ended, so that
 * nothing goes on behind the caller's back.
 */
export async function inParallel<Item, Result>(
  items: readonly Item[],
  limit: number,
  work: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const results = new Map<number, Result>();
  const upcoming = items.entries();
  let failed = false;
  async function lane(): Promise<void> {
    for (const [index, item] of upcoming) {
      if (failed) return;
      try {
        results.set(index, await work(item));
      } catch (cause) {
        failed = true;
        throw cause;
      }
    }
  }
  const lanes = await Promise.allSettled(Array.from({ length: Math.min(limit, items.length) }, lane));
  for (const outcome of lanes) if (outcome.status === 'rejected') throw outcome.reason;
  return items.map((_, index) => results.get(index) as Result);
}
