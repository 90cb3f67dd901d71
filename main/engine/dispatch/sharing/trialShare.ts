import type { Resources } from '../../../../contract/index.ts';
import { servingEnvironment } from '../../context/index.ts';
import type { JobRequest, Runtime } from '../../runtimes/index.ts';
import { count } from '../control/words.ts';
import { resourceVariables } from '../resources.ts';
import type { Holding, Pool, Waiter } from './pool.ts';
import { inUse } from './words.ts';

/** What a trial asks for: a job that is run beside the queue, and takes what it needs from the same pool. */
export interface TrialWish {
  jobName: string;
  channel: string;
  resources: Resources;
  signal: AbortSignal;
  /** Told why it waits whenever that changes; null: it waits no more. */
  onWaiting(why: string | null): void;
}

/** What a trial has until it gives it back. */
export interface TrialPlace {
  /** What holds its job to that. */
  held: Pick<JobRequest, 'variables' | 'memoryBytes'>;
  release(): void;
}

/** Trials of an application among those who take slots and cards. */
export interface TrialShare {
  /**
   * Waits in line with the queue until there are the slots and cards that a job asks for, and takes them. Where no
   * environment serves its channel there is nothing to wait for: the runtime says so.
   * @throws what the signal is aborted with
   */
  take(wish: TrialWish): Promise<TrialPlace>;
  /** Slots of an environment that trials have or wait for. */
  slotsOf(environment: string): number;
  /** Environments may have changed. */
  look(): void;
}

/**
 * @param share the application
 * @param application its name, for people
 * @param changed the queue is to look again
 */
export function createTrialShare(
  pool: Pool,
  {
    share,
    runtime,
    application,
    changed,
  }: {
    share: object;
    runtime: Pick<Runtime, 'environments' | 'isStarting'>;
    application: () => string;
    changed: () => void;
  },
): TrialShare {
  const waiting = new Set<() => void>();
  const wanted = new Map<string, number>();
  const want = (environment: string, slots: number) =>
    wanted.set(environment, (wanted.get(environment) ?? 0) + slots);

  function place(resources: Resources, holding: Holding | null): TrialPlace {
    const given = { slots: holding?.slots ?? Infinity, gpus: holding?.gpus ?? [] };
    const { memory } = resources;
    let isReleased = false;
    return {
      held: {
        variables: resourceVariables(resources, given),
        ...(memory !== null && { memoryBytes: memory }),
      },
      release() {
        if (isReleased || holding === null) return;
        isReleased = true;
        want(holding.environment.name, -holding.slots);
        pool.release(share, holding);
        changed();
      },
    };
  }

  return {
    slotsOf: (environment) => wanted.get(environment) ?? 0,
    look() {
      // Those that are waiting no more leave the set meanwhile.
      for (const one of waiting) one();
    },
    take({ jobName, channel, resources, signal, onWaiting }) {
      let inLine: Waiter | null = null;
      let told: string | null = null;
      const owner = {};
      const turn = pool.turn();
      const turns = { slots: turn, cards: turn };
      const find = () => servingEnvironment(runtime.environments(), channel);

      function tell(why: string | null): void {
        if (why === told) return;
        told = why;
        onWaiting(why);
      }
      function leaveLine(): void {
        if (inLine === null) return;
        want(inLine.environment.name, -inLine.slots);
        pool.leave(inLine);
        inLine = null;
      }
      /** What it has got; undefined: it has to wait. */
      function tryToTake(): Holding | null | undefined {
        const environment = find();
        if (environment === undefined) {
          leaveLine();
          if (runtime.isStarting?.() !== true) return null;
          tell('It waits for the environments, which are only being started.');
          return undefined;
        }
        const slots = Math.min(resources.cpu ?? 1, environment.slots);
        const cards = Math.min(resources.gpu ?? 0, environment.machine?.gpus.length ?? 0);
        const left = pool.left(share, owner, environment, turns);
        if (left.slots >= slots && left.gpus.length >= cards) {
          const by = { name: jobName, application: application() };
          const holding = { environment, slots, gpus: left.gpus.slice(0, cards), by };
          want(environment.name, slots);
          pool.take(share, holding);
          leaveLine();
          return holding;
        }
        const before = inLine;
        if (before === null || before.environment.name !== environment.name || before.slots !== slots) {
          leaveLine();
          inLine = { share, owner, environment, slots, cards, turns, wake: () => look() };
          want(environment.name, slots);
          pool.wait(inLine);
          // The queue takes its own place in line behind it.
          changed();
        } else Object.assign(before, { environment, cards });
        tell(
          left.gpus.length < cards
            ? `It waits for ${count(cards, 'graphics card')}${inUse(pool.holders(environment), application())}.`
            : `It waits for ${slots === 1 ? 'a free place' : count(slots, 'free place')} in "${environment.name}", which runs ${count(environment.slots, 'job')} at once.`,
        );
        return undefined;
      }

      let look: () => void = () => undefined;
      return new Promise<TrialPlace>((resolve, reject) => {
        function settle(): void {
          waiting.delete(look);
          signal.removeEventListener('abort', look);
          leaveLine();
        }
        look = () => {
          try {
            signal.throwIfAborted();
            const holding = tryToTake();
            if (holding === undefined) return;
            settle();
            tell(null);
            resolve(place(resources, holding));
          } catch (cause) {
            settle();
            reject(cause instanceof Error ? cause : new Error(String(cause)));
          }
        };
        waiting.add(look);
        signal.addEventListener('abort', look);
        look();
      });
    },
  };
}
