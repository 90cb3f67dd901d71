import { listed } from '../control/words.ts';
import type { Holding } from './pool.ts';

/** Who has the cards, to follow a clause: `; "lung" has it now`; jobs of other applications with its name. */
export function inUse(holders: readonly Holding['by'][], application: string): string {
  const own = holders.filter((one) => one.application === application).map(({ name }) => name);
  const others = [
    ...new Set(holders.flatMap((one) => (one.application === application ? [] : one.application))),
  ];
  const parts = [
    ...(own.length > 0 ? [listed(own)] : []),
    ...others.map((other) => {
      const names = holders.filter((one) => one.application === other).map(({ name }) => name);
      return `${listed(names)} of the application "${other}"`;
    }),
  ];
  return parts.length === 0 ? '' : `; now in use by ${parts.join(' and ')}`;
}
