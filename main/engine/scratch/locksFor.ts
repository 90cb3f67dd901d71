import type { EnvironmentLock } from '../../../contract/index.ts';
import { servingEnvironment } from '../context/index.ts';
import type { Runtime } from '../runtimes/index.ts';

/** What the environment of each channel is made of now; null where it cannot say, or none serves the channel. */
export async function locksFor(
  runtime: Pick<Runtime, 'environments' | 'lock'>,
  channels: readonly string[],
): Promise<Map<string, EnvironmentLock | null>> {
  const locks = new Map<string, EnvironmentLock | null>();
  for (const channel of channels) {
    if (locks.has(channel)) continue;
    const environment = servingEnvironment(runtime.environments(), channel);
    locks.set(
      channel,
      environment === undefined ? null : await runtime.lock(environment.name).catch(() => null),
    );
  }
  return locks;
}
