import { describe, expect, it } from 'vitest';
import { stationSize } from './layoutFlow.ts';
import { dotOf, setOut, underWay } from './trips.ts';

const places = new Map([
  ['a', { x: 0, y: 0 }],
  ['b', { x: 400, y: 200 }],
]);
const ways = [{ from: 'a', to: 'b' }];
const some = (count: number) => ({ ways, many: new Map([['a > b', count]]), places });
const [trip] = setOut([], some(1), 1000);

describe('a traveller', () => {
  it('goes from the right side of one station to the left side of the next, both at half their height', () => {
    const half = stationSize.height / 2;
    expect(dotOf(trip!, 1000)).toEqual({ x: stationSize.width, y: half, opacity: 0 });
    expect(dotOf(trip!, 1450)).toEqual({ x: (stationSize.width + 400) / 2, y: 100 + half, opacity: 1 });
    expect(dotOf(trip!, 1900)).toEqual({ x: 400, y: 200 + half, opacity: 0 });
  });

  it('is nowhere before it sets out and after it came', () => {
    expect(dotOf(trip!, 999)).toBeNull();
    expect(dotOf(trip!, 1901)).toBeNull();
    expect(underWay([trip!], 1899)).toEqual([trip]);
    expect(underWay([trip!], 1900)).toEqual([]);
  });

  it('follows the others of its way at a distance, and those of before go on', () => {
    const all = setOut([trip!], some(2), 1100);
    expect(all.map(({ startsAt }) => startsAt)).toEqual([1000, 1100, 1240]);
  });

  it('is left out where its station went away, and where there are too many to be told apart', () => {
    expect(setOut([], { ...some(1), places: new Map() }, 0)).toEqual([]);
    let trips = [trip!];
    for (let turn = 0; turn < 200; turn += 1) trips = setOut(trips, some(3), turn);
    expect(trips).toHaveLength(300);
  });
});
