/**
 * Which nodes lie on a circle, i.e. can be reached from themselves.
 * @param needed per node the nodes it points to
 */
export function findCircles(needed: readonly (readonly number[])[]): boolean[] {
  // What leads nowhere, or is reached from nowhere, is on no circle; so almost always nothing is left to look at.
  const suspects = new Set(needed.keys());
  const reverse: number[][] = needed.map(() => []);
  needed.forEach((targets, from) => targets.forEach((to) => reverse[to]?.push(from)));
  for (const [out, back] of [
    [needed, reverse],
    [reverse, needed],
  ] as const) {
    const upcoming = [...suspects];
    for (let node = upcoming.pop(); node !== undefined; node = upcoming.pop()) {
      if (!suspects.has(node) || out[node]?.some((to) => suspects.has(to))) continue;
      suspects.delete(node);
      upcoming.push(...(back[node] ?? []));
    }
  }
  return needed.map((_, node) => suspects.has(node) && reachesItself(node, needed, suspects));
}

function reachesItself(start: number, needed: readonly (readonly number[])[], within: Set<number>): boolean {
  const seen = new Set<number>();
  const upcoming = [start];
  for (let node = upcoming.pop(); node !== undefined; node = upcoming.pop()) {
    for (const next of needed[node] ?? []) {
      if (next === start) return true;
      if (!within.has(next) || seen.has(next)) continue;
      seen.add(next);
      upcoming.push(next);
    }
  }
  return false;
}
