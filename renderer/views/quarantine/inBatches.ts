/** Ids in one request, as the contract allows. */
const most = 1000;

/** Cuts ids into as many requests as they need. */
export function inBatches(ids: readonly string[]): string[][] {
  return Array.from({ length: Math.ceil(ids.length / most) }, (_, at) =>
    ids.slice(at * most, (at + 1) * most),
  );
}
