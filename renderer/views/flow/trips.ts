import type { Place } from '../../graph/index.ts';
import type { Way } from './flowGraph.ts';
import { stationSize } from './layoutFlow.ts';

/** Time that a traveller needs, and by how much the next one on the same way is behind, in milliseconds. */
const [travelTime, behind] = [900, 140];
/** Part of the way on which a traveller appears, and on which it goes again. */
const fading = 0.15;
/** More than these would be a smear, and work for nothing. */
const mostTrips = 300;

/** One traveller on a way. */
export interface Trip {
  from: Place;
  to: Place;
  /** When it sets out, by the clock of the frames, in milliseconds. */
  startsAt: number;
}

/** Where a traveller is to be drawn. */
export interface Dot extends Place {
  /** From 0 to 1. */
  opacity: number;
}

/** Those that set out now, after those that are on their way. @param many how many on each way, by `from > to` */
export function setOut(
  trips: readonly Trip[],
  {
    ways,
    many,
    places,
  }: { ways: readonly Way[]; many: ReadonlyMap<string, number>; places: ReadonlyMap<string, Place> },
  now: number,
): Trip[] {
  const all = [...trips];
  for (const { from, to } of ways) {
    const count = many.get(`${from} > ${to}`) ?? 0;
    const [begin, end] = [places.get(from), places.get(to)];
    if (begin === undefined || end === undefined) continue;
    const middle = stationSize.height / 2;
    for (let index = 0; index < count && all.length < mostTrips; index += 1) {
      all.push({
        from: { x: begin.x + stationSize.width, y: begin.y + middle },
        to: { x: end.x, y: end.y + middle },
        startsAt: now + index * behind,
      });
    }
  }
  return all;
}

/** Those that have not arrived yet. */
export function underWay(trips: readonly Trip[], now: number): Trip[] {
  return trips.filter(({ startsAt }) => now < startsAt + travelTime);
}

/** Where a traveller is on its way, which is drawn as the same curve; null before it sets out. */
export function dotOf({ from, to, startsAt }: Trip, now: number): Dot | null {
  const part = (now - startsAt) / travelTime;
  if (part < 0 || part > 1) return null;
  const at = eased(part);
  // A way leaves its station level and comes level to the next one, with its handles half-way between them.
  const bend = (to.x - from.x) / 2;
  return {
    x: curve(from.x, from.x + bend, to.x - bend, to.x, at),
    y: curve(from.y, from.y, to.y, to.y, at),
    opacity: Math.min(1, part / fading, (1 - part) / fading),
  };
}

/** Slow at both ends. */
function eased(part: number): number {
  return part * part * (3 - 2 * part);
}

/** A cubic Bézier curve by its four points. */
function curve(a: number, b: number, c: number, d: number, at: number): number {
  const left = 1 - at;
  return left ** 3 * a + 3 * left ** 2 * at * b + 3 * left * at ** 2 * c + at ** 3 * d;
}
