import type { Place } from './layoutJobs.ts';

/** Arrow keys and where they lead. */
const directions: Record<string, { along: keyof Place; sign: 1 | -1 }> = {
  ArrowRight: { along: 'x', sign: 1 },
  ArrowLeft: { along: 'x', sign: -1 },
  ArrowDown: { along: 'y', sign: 1 },
  ArrowUp: { along: 'y', sign: -1 },
};

/** How much a step aside costs against a step ahead. */
const asideCost = 2;

/** The job that an arrow key leads to: the nearest one in that direction; undefined at the edge of the graph. */
export function neighbour(places: Map<string, Place>, from: string, key: string): string | undefined {
  const direction = directions[key];
  const here = places.get(from);
  if (direction === undefined || here === undefined) return undefined;
  const { along, sign } = direction;
  const across = along === 'x' ? 'y' : 'x';
  let best: { id: string; cost: number } | undefined;
  for (const [id, place] of places) {
    const ahead = (place[along] - here[along]) * sign;
    if (ahead < 1) continue;
    const cost = ahead + asideCost * Math.abs(place[across] - here[across]);
    if (best === undefined || cost < best.cost) best = { id, cost };
  }
  return best?.id;
}
