import { z } from 'zod';
import type { DockerEngine } from '../engine/index.ts';
import { isGone } from './find.ts';
import type { FoundContainer } from './types.ts';

const count = z.number().nullish();
const statsSchema = z.looseObject({
  read: z.string(),
  cpu_stats: z.looseObject({ cpu_usage: z.looseObject({ total_usage: z.number() }) }),
  memory_stats: z.looseObject({
    usage: count,
    limit: count,
    stats: z.looseObject({ inactive_file: count, total_inactive_file: count }).nullish(),
  }),
});

/** What a container uses. */
export interface Figures {
  cpuPercent: number | null;
  memoryBytes: number | null;
  memoryLimitBytes: number | null;
}

export const noFigures: Figures = { cpuPercent: null, memoryBytes: null, memoryLimitBytes: null };

/** A figure that is older tells nothing of now, in milliseconds. */
const staleMs = 60_000;

/** Measures containers when asked, and only then. What a processor did is counted from one asking to the next. */
export function createFigures(engine: DockerEngine): {
  measure(container: FoundContainer): Promise<Figures>;
} {
  const last = new Map<string, { at: number; usage: number }>();

  function percentOf(id: string, usage: number, at: number): number | null {
    const before = last.get(id);
    last.set(id, { at, usage });
    for (const [other, { at: then }] of last) if (at - then > staleMs) last.delete(other);
    if (before === undefined || at <= before.at) return null;
    return Math.max(0, ((usage - before.usage) / 1e6 / (at - before.at)) * 100);
  }

  return {
    async measure({ id, name }) {
      const answer = await engine.use(`measure the container ${name}`, async (docker) => {
        try {
          // Otherwise Docker takes two seconds, to compare by itself.
          return await docker.getContainer(id).stats({ stream: false, 'one-shot': true });
        } catch (thrown) {
          if (isGone(thrown)) return null;
          throw thrown;
        }
      });
      const stats = statsSchema.safeParse(answer);
      // A container that has just ended has no figures.
      if (!stats.success || stats.data.memory_stats.usage == null) return noFigures;
      const { memory_stats: memory, cpu_stats: cpu, read } = stats.data;
      const cache = memory.stats?.total_inactive_file ?? memory.stats?.inactive_file ?? 0;
      return {
        cpuPercent: percentOf(id, cpu.cpu_usage.total_usage, Date.parse(read)),
        memoryBytes: Math.max(0, (memory.usage ?? 0) - cache),
        memoryLimitBytes: memory.limit ?? null,
      };
    },
  };
}
