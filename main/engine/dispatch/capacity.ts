import type { RuntimeEnvironment } from '../runtimes/index.ts';
import type { ClaimedJob, FreeSlots } from './claim.ts';

/** What a job takes. */
type Taken = Pick<ClaimedJob, 'environment' | 'slots' | 'gpus' | 'turn'>;

/** What running jobs take of their environments: slots and graphics cards. */
export interface Capacity {
  /** What an environment has left. */
  free(environment: RuntimeEnvironment): FreeSlots;
  /**
   * How many jobs can be handed over to an environment before their turn, where `most` may wait there. None as long as
   * half as many do: they go over together.
   */
  ahead(environment: RuntimeEnvironment, most: number): number;
  /** Slots of an environment that are taken. */
  busy(environment: string): number;
  take(job: Taken): void;
  release(job: Taken): void;
}

export function createCapacity(): Capacity {
  const busy = new Map<string, number>();
  /** Devices that jobs have, whatever their environments call them. */
  const cards = new Set<string>();
  /** What the cards of an environment are, by their names there. */
  const devices = new Map<string, ReadonlyMap<string, string>>();
  const deviceOf = (environment: string, card: string) => devices.get(environment)?.get(card) ?? card;
  /** Jobs that have no turn: while one runs, the turns of others do not tell when there is room. */
  const apart = new Map<string, number>();
  const busyIn = (environment: string) => busy.get(environment) ?? 0;

  return {
    busy: busyIn,
    free(environment) {
      const { gpus = [], devices: behind = gpus } = environment.machine ?? {};
      devices.set(environment.name, new Map(gpus.map((card, place) => [card, behind[place] ?? card])));
      return {
        environment,
        free: environment.slots - busyIn(environment.name),
        gpus: gpus.filter((card) => !cards.has(deviceOf(environment.name, card))),
      };
    },
    ahead(environment, most) {
      if (environment.takesAhead !== true || (apart.get(environment.name) ?? 0) > 0) return 0;
      const waiting = busyIn(environment.name) - environment.slots;
      return waiting * 2 > most ? 0 : most;
    },
    take({ environment, slots, gpus, turn }) {
      if (turn === null) apart.set(environment, (apart.get(environment) ?? 0) + 1);
      busy.set(environment, busyIn(environment) + slots);
      for (const card of gpus) cards.add(deviceOf(environment, card));
    },
    release({ environment, slots, gpus, turn }) {
      if (turn === null) apart.set(environment, (apart.get(environment) ?? 0) - 1);
      busy.set(environment, busyIn(environment) - slots);
      for (const card of gpus) cards.delete(deviceOf(environment, card));
    },
  };
}
