import { statfs } from 'node:fs/promises';
import { diskPartSchema } from '../../../contract/index.ts';
import type { DiskPart, DiskUse } from '../../../contract/index.ts';
import type { ApplicationContext } from '../context/index.ts';
import type { History } from '../database/index.ts';
import { measureFolders } from './measure.ts';
import { growthPerWeek, keepSample } from './samples.ts';

/** What was measured is answered again for so long, in milliseconds. */
const keptFor = 300_000;
/** First measuring after the start, and the pause between two by itself: for how much it grows. In milliseconds. */
const [firstAfter, measureEvery] = [600_000, 86_400_000];

/** Measures what an application takes on the disk. */
export interface DiskMeter {
  /** @param refresh measures anew @throws EngineError `internal`, `cancelled` */
  use(refresh: boolean): Promise<DiskUse>;
  close(): Promise<void>;
}

/** @param images bytes of the Docker images of the application; null where Docker is not in use */
export function createDiskMeter(
  context: ApplicationContext,
  { images }: { images: () => Promise<number | null> },
): DiskMeter {
  const { history, folders, log } = context;
  const closing = new AbortController();
  let last: DiskUse | null = null;
  let underWay: Promise<DiskUse> | null = null;
  let timer = setTimeout(measureByItself, firstAfter);
  timer.unref();

  function measureByItself(): void {
    void once().catch((cause: unknown) =>
      log.warn({ cause: String(cause) }, 'disk use could not be measured'),
    );
    timer = setTimeout(measureByItself, measureEvery);
    timer.unref();
  }
  async function measure(): Promise<DiskUse> {
    const found = new Map<DiskPart, { bytes: number; isWhole: boolean }>();
    const { parts } = await measureFolders(folders, closing.signal);
    for (const { part, ...sum } of parts) found.set(diskPartSchema.parse(part), sum);
    // Runs whose folders there was no time for are known by what was measured of them before.
    for (const [part, bytes] of Object.entries(knownOfRuns(history))) {
      const key = diskPartSchema.parse(part);
      const sum = found.get(key) ?? { bytes: 0, isWhole: true };
      if (!sum.isWhole) found.set(key, { ...sum, bytes: Math.max(sum.bytes, bytes) });
    }
    for (const [part, query] of Object.entries(knownByRows)) {
      const bytes = history.get<{ bytes: number }>(query)?.bytes ?? 0;
      found.set(diskPartSchema.parse(part), { bytes, isWhole: true });
    }
    const ofDocker = await images();
    if (ofDocker !== null) found.set('images', { bytes: ofDocker, isWhole: true });
    closing.signal.throwIfAborted();
    return told(found);
  }
  async function told(found: ReadonlyMap<DiskPart, { bytes: number; isWhole: boolean }>): Promise<DiskUse> {
    const at = Date.now();
    const disk = await spaceAt(folders.archive);
    const sums = diskPartSchema.options.flatMap((part) => {
      const sum = found.get(part);
      return sum === undefined ? [] : [{ part, bytes: sum.bytes, isAtLeast: !sum.isWhole }];
    });
    // What measuring was not through with says nothing of how much it grew, neither now nor later.
    const whole = sums.filter(({ isAtLeast }) => !isAtLeast);
    const growth = growthPerWeek(history, whole, at);
    keepSample(history, whole, at);
    return {
      at,
      parts: sums
        .filter(({ bytes }) => bytes > 0)
        .map((sum) => ({ ...sum, bytesPerWeek: growth.get(sum.part) ?? null })),
      bytes: sums.reduce((sum, { bytes }) => sum + bytes, 0),
      disk,
    };
  }
  /** Several that ask at once get the same. */
  function once(): Promise<DiskUse> {
    underWay ??= measure()
      .then((use) => {
        last = use;
        return use;
      })
      .finally(() => {
        underWay = null;
      });
    return underWay;
  }

  return {
    async use(refresh) {
      if (!refresh && last !== null && Date.now() - last.at < keptFor) return last;
      return once();
    },
    async close() {
      clearTimeout(timer);
      closing.abort();
      await underWay?.catch(() => undefined);
    },
  };
}

/** What rows know of files, so that these need not be walked. */
const knownByRows = {
  archive: 'SELECT coalesce(sum(bytes), 0) AS bytes FROM study WHERE instance_count > 0',
  quarantine: 'SELECT coalesce(sum(size), 0) AS bytes FROM quarantine',
} as const satisfies Partial<Record<DiskPart, string>>;

function knownOfRuns(history: History): { inputs: number; results: number; logs: number } {
  return (
    history.get<{ inputs: number; results: number; logs: number }>(
      `SELECT coalesce(sum(inputs), 0) AS inputs, coalesce(sum(results), 0) AS results,
         coalesce(sum(logs), 0) AS logs FROM run_size`,
    ) ?? { inputs: 0, results: 0, logs: 0 }
  );
}

/** Space of the disk of a folder; null where it does not tell. */
export async function spaceAt(folder: string): Promise<DiskUse['disk']> {
  return statfs(folder).then(
    ({ bavail, blocks, bsize }) => ({ freeBytes: bavail * bsize, totalBytes: blocks * bsize }),
    () => null,
  );
}
