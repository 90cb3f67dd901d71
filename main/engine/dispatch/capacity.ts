import type { RuntimeEnvironment } from '../runtimes/index.ts';
import type { ClaimedJob, FreeSlots } from './claim.ts';

/** What running jobs take of their environments: slots and graphics cards. */
export interface Capacity {
  /** What an environment has left. */
  free(environment: RuntimeEnvironment): FreeSlots;
  /** Slots of an environment that are taken. */
  busy(environment: string): number;
  take(job: ClaimedJob): void;
  release(job: ClaimedJob): void;
}

export function createCapacity(): Capacity {
  const busy = new Map<string, number>();
  const cards = new Map<string, Set<string>>();
  const busyIn = (environment: string) => busy.get(environment) ?? 0;

  return {
    busy: busyIn,
    free(environment) {
      const taken = cards.get(environment.name);
      return {
        environment,
        free: environment.slots - busyIn(environment.name),
        gpus: environment.machine?.gpus.filter((card) => taken?.has(card) !== true) ?? [],
      };
    },
    take({ environment, slots, gpus }) {
      busy.set(environment, busyIn(environment) + slots);
      if (gpus.length === 0) return;
      const taken = cards.get(environment) ?? new Set<string>();
      for (const card of gpus) taken.add(card);
      cards.set(environment, taken);
    },
    release({ environment, slots, gpus }) {
      busy.set(environment, busyIn(environment) - slots);
      for (const card of gpus) cards.get(environment)?.delete(card);
    },
  };
}
