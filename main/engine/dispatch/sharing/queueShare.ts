import type { RuntimeEnvironment } from '../../runtimes/index.ts';
import type { ClaimedJob, FreeSlots, Unmet } from '../claim.ts';
import type { Holding, Pool, Waiter } from './pool.ts';

/** The queue of an application among those who take slots and cards. */
export interface QueueShare {
  /** What an environment has left for the queue. @param most jobs that may be handed over before their turn */
  free(environment: RuntimeEnvironment, most: number): FreeSlots;
  take(job: Taken, environment: RuntimeEnvironment): void;
  release(job: Taken): void;
  /** It waits for nothing: nothing of it may begin, or only in these environments. */
  withdraw(but?: readonly RuntimeEnvironment[]): void;
}

/** What a job takes. */
type Taken = Pick<ClaimedJob, 'key' | 'environment' | 'slots' | 'gpus' | 'turn' | 'jobName'>;

/** The first job of an environment's queue that lacks a card, and the first that lacks only slots. */
interface Line {
  cards: Waiter | null;
  slots: Waiter | null;
}

/**
 * @param share the application
 * @param application its name, for people
 * @param wake looks for queued job runs soon
 */
export function createQueueShare(
  pool: Pool,
  { share, application, wake }: { share: object; application: () => string; wake: () => void },
): QueueShare {
  /** By environment. Each is one who waits, whatever jobs are first in its queue. */
  const lines = new Map<string, Line>();
  const owners = new Map<string, object>();
  const holdings = new Map<number, Holding>();
  /** Jobs that have no turn: while one runs, the turns of others do not tell when there is room. */
  const apart = new Map<string, number>();

  function ownerOf(name: string): object {
    const owner = owners.get(name) ?? {};
    owners.set(name, owner);
    return owner;
  }
  /**
   * Whoever is first keeps its place in line until the queue has got something; then others have their turn. For slots
   * alone the queue is only in line while somebody else is: by itself it looks whenever a job has ended.
   */
  function keepInLine(environment: RuntimeEnvironment, taken: readonly ClaimedJob[], unmet: Unmet): void {
    const { name } = environment;
    const old = lines.get(name);
    const slotsTurn = taken.length > 0 ? undefined : (old?.slots ?? old?.cards)?.turns.slots;
    const cardsTurn = taken.some(({ gpus }) => gpus.length > 0) ? undefined : old?.cards?.turns.cards;
    const turns = { slots: slotsTurn ?? pool.turn(), cards: cardsTurn ?? pool.turn() };
    const slots = unmet.slots !== null && hasOthers(name) ? { slots: unmet.slots, cards: 0 } : null;
    const keep = (one: Waiter | null, needs: Unmet['cards']) => {
      if (needs !== null) return update(one, { environment, ...needs, turns });
      if (one !== null) pool.leave(one);
      return null;
    };
    const line = { cards: keep(old?.cards ?? null, unmet.cards), slots: keep(old?.slots ?? null, slots) };
    if (line.cards === null && line.slots === null) lines.delete(name);
    else lines.set(name, line);
  }
  function update(
    old: Waiter | null,
    now: Pick<Waiter, 'environment' | 'slots' | 'cards' | 'turns'>,
  ): Waiter {
    if (old === null) {
      const made = { share, owner: ownerOf(now.environment.name), wake, ...now };
      pool.wait(made);
      return made;
    }
    const leavesMore =
      now.slots < old.slots ||
      now.cards < old.cards ||
      now.turns.slots > old.turns.slots ||
      now.turns.cards > old.turns.cards;
    Object.assign(old, now);
    if (leavesMore) pool.wake();
    return old;
  }
  function leave(line: Line): void {
    for (const one of [line.cards, line.slots]) if (one !== null) pool.leave(one);
  }
  const hasOthers = (environment: string) =>
    pool.waitingFor(share, ownerOf(environment), environment).length > 0;

  return {
    free(environment, most) {
      const { name } = environment;
      const line = lines.get(name);
      const turns = {
        slots: (line?.slots ?? line?.cards)?.turns.slots ?? Infinity,
        cards: line?.cards?.turns.cards ?? Infinity,
      };
      const { slots, gpus } = pool.left(share, ownerOf(name), environment, turns);
      const others = hasOthers(name);
      return {
        environment,
        free: slots,
        gpus,
        ahead: others ? 0 : ahead(environment, most),
        isLookedAt: others || line !== undefined,
        claimed: (taken, unmet) => keepInLine(environment, taken, unmet),
      };
    },
    take(job, environment) {
      const { key, slots, gpus, turn, jobName } = job;
      const holding = { environment, slots, gpus, by: { name: jobName, application: application() } };
      holdings.set(key, holding);
      pool.take(share, holding);
      if (turn === null) apart.set(environment.name, (apart.get(environment.name) ?? 0) + 1);
    },
    release({ key, environment, turn }) {
      const holding = holdings.get(key);
      if (holding === undefined) return;
      holdings.delete(key);
      pool.release(share, holding);
      if (turn === null) apart.set(environment, (apart.get(environment) ?? 0) - 1);
    },
    withdraw(but = []) {
      for (const [name, line] of lines) {
        if (but.some((environment) => environment.name === name)) continue;
        lines.delete(name);
        leave(line);
      }
    },
  };

  /** None as long as half as many wait there: they go over together. */
  function ahead({ name, slots, takesAhead }: RuntimeEnvironment, most: number): number {
    if (takesAhead !== true || (apart.get(name) ?? 0) > 0) return 0;
    return (pool.busy(share, name) - slots) * 2 > most ? 0 : most;
  }
}
