import type { DiskGuardOptions } from '../../../../contract/index.ts';
import { texts } from '../../../texts/index.ts';

/** A guard that refuses before it warns would warn nobody. By field; empty where all is well. */
export function guardProblems(guard: DiskGuardOptions | undefined): Record<string, string> {
  const { order } = texts.doorSettings.disk;
  return {
    ...(guard !== undefined && guard.refusePercent > guard.warnPercent
      ? { 'diskGuard.refusePercent': order }
      : {}),
    ...(guard !== undefined && guard.refuseBytes > guard.warnBytes ? { 'diskGuard.refuseBytes': order } : {}),
  };
}
