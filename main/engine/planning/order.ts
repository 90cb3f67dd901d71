/**
 * The order in which jobs are planned: by group, then independent jobs before those that depend on others of their
 * group (by the longest way from an independent one), then as given.
 * @param ranks group of each job as a number
 * @param needed per job the jobs that it names
 * @param circles jobs that cannot be ordered by what they name
 */
export function planningOrder(
  ranks: readonly number[],
  needed: readonly (readonly number[])[],
  circles: readonly boolean[],
): number[] {
  const depth = new Map<number, number>();

  /** What a job names within its own group. */
  function namedBy(index: number): number[] {
    if (circles[index]) return [];
    return (needed[index] ?? []).filter((other) => ranks[other] === ranks[index]);
  }
  // With a list in place of recursion, because a chain may be longer than the stack.
  function findDepth(start: number): void {
    const path = [start];
    for (let index = path.at(-1); index !== undefined; index = path.at(-1)) {
      const named = namedBy(index);
      const unknown = named.filter((other) => !depth.has(other));
      if (unknown.length > 0) {
        path.push(...unknown);
      } else {
        depth.set(index, Math.max(0, ...named.map((other) => (depth.get(other) ?? 0) + 1)));
        path.pop();
      }
    }
  }

  const indices = [...ranks.keys()];
  indices.forEach(findDepth);
  return indices.sort(
    (a, b) => (ranks[a] ?? 0) - (ranks[b] ?? 0) || (depth.get(a) ?? 0) - (depth.get(b) ?? 0) || a - b,
  );
}
