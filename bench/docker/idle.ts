import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import { docker } from '../../scripts/testDocker/index.ts';
import type { Docker } from '../../main/engine/runtimes/index.ts';

const usageSchema = z.looseObject({
  cpu_stats: z.looseObject({ cpu_usage: z.looseObject({ total_usage: z.number() }) }),
});

/**
 * What this process, with a runtime that has nothing to do, and all its containers take of one core.
 * @returns percent
 */
export async function measureIdle(own: Docker, seconds: number): Promise<number> {
  const containers = await own.containers.find();
  const before = {
    own: process.cpuUsage(),
    containers: await nanoseconds(containers),
    at: performance.now(),
  };
  await pause(seconds * 1000);
  const spent = process.cpuUsage(before.own);
  const elapsedMs = performance.now() - before.at;
  const inContainers = ((await nanoseconds(containers)) - before.containers) / 1e6;
  return (((spent.user + spent.system) / 1000 + inContainers) / elapsedMs) * 100;
}

/** Processor time of containers so far. */
async function nanoseconds(containers: readonly { id: string }[]): Promise<number> {
  const stats = await Promise.all(
    containers.map(async ({ id }): Promise<unknown> =>
      docker().getContainer(id).stats({ stream: false, 'one-shot': true }),
    ),
  );
  return stats.reduce<number>((sum, one) => sum + usageSchema.parse(one).cpu_stats.cpu_usage.total_usage, 0);
}
