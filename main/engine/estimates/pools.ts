import { servingEnvironment } from '../context/index.ts';

/** What estimates need to know of an environment. */
export interface Places {
  name: string;
  /** Channels served; `*` serves every channel that no other environment names. */
  channels: readonly string[];
  /** How many jobs it runs at once. */
  slots: number;
}

/** Places that jobs share: those of the environment that serves their channels. */
export interface Pools {
  /** Jobs that run at once, by the number of the pool. */
  places: readonly number[];
  /** Number of the pool of a channel; null where no environment serves it. */
  of(channel: string): number | null;
}

export function poolsOf(environments: readonly Places[]): Pools {
  const numbers = new Map<string, number>();
  const places: number[] = [];
  return {
    places,
    of(channel) {
      const serving = servingEnvironment(environments, channel);
      if (serving === undefined || serving.slots <= 0) return null;
      const known = numbers.get(serving.name);
      if (known !== undefined) return known;
      numbers.set(serving.name, places.length);
      places.push(serving.slots);
      return places.length - 1;
    },
  };
}
