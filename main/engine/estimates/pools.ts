/** What estimates need to know of an environment. */
export interface Places {
  name: string;
  /** Channels served; `*` serves every channel that no other environment names. */
  channels: readonly string[];
  /** How many jobs it runs at once. */
  slots: number;
}

/** Places that jobs share: those of the environments that serve the same channels. */
export interface Pools {
  /** Jobs that run at once, by the number of the pool. */
  places: readonly number[];
  /** Number of the pool of a channel; null where no environment serves it. */
  of(channel: string): number | null;
}

/** As jobs are claimed: who names a channel serves it, and `*` those that nobody names. */
export function poolsOf(environments: readonly Places[]): Pools {
  const named = new Set(environments.flatMap(({ channels }) => channels));
  const numbers = new Map<string, number>();
  const places: number[] = [];
  return {
    places,
    of(channel) {
      const wanted = named.has(channel) ? channel : '*';
      const serving = environments.filter(({ channels, slots }) => slots > 0 && channels.includes(wanted));
      if (serving.length === 0) return null;
      const key = JSON.stringify(serving.map(({ name }) => name));
      const known = numbers.get(key);
      if (known !== undefined) return known;
      numbers.set(key, places.length);
      places.push(serving.reduce((sum, { slots }) => sum + slots, 0));
      return places.length - 1;
    },
  };
}
