/** Seconds over which rates are taken. */
const span = 10;

interface Bucket {
  /** Whole second of the clock that is never set. */
  second: number;
  instances: number;
  bytes: number;
}

/** Counts what came in during the last seconds. */
export interface RateMeter {
  add(instances: number, bytes: number): void;
  /** Per second. */
  read(): { rate: number; byteRate: number };
}

/** @param now milliseconds of a clock that is never set */
export function createRateMeter(now: () => number = () => performance.now()): RateMeter {
  const buckets: Bucket[] = Array.from({ length: span + 1 }, () => ({ second: -1, instances: 0, bytes: 0 }));
  return {
    add(instances, bytes) {
      const second = Math.floor(now() / 1000);
      const bucket = buckets[second % buckets.length];
      if (bucket === undefined) return;
      if (bucket.second !== second) Object.assign(bucket, { second, instances: 0, bytes: 0 });
      bucket.instances += instances;
      bucket.bytes += bytes;
    },
    read() {
      const second = Math.floor(now() / 1000);
      // The second that has just begun would pull every rate down.
      const recent = buckets.filter((bucket) => bucket.second >= second - span && bucket.second < second);
      const sum = (pick: (bucket: Bucket) => number) => recent.reduce((total, one) => total + pick(one), 0);
      return { rate: sum((one) => one.instances) / span, byteRate: sum((one) => one.bytes) / span };
    },
  };
}
