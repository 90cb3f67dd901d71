/** How many files are worked on at once: flushing one alone takes about as long as flushing as many together. */
const atOnce = 16;

/** Does something with each of many files, several at once; the results are in their order. */
export async function severalAtOnce<Item, Result>(
  items: readonly Item[],
  work: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  for (let from = 0; from < items.length; from += atOnce) {
    results.push(...(await Promise.all(items.slice(from, from + atOnce).map(work))));
  }
  return results;
}
