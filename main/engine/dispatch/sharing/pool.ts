import type { RuntimeEnvironment } from '../../runtimes/index.ts';

/** What somebody has. */
export interface Holding {
  environment: RuntimeEnvironment;
  slots: number;
  /** Cards, as the environment calls them. */
  gpus: readonly string[];
  /** For people: a job, and of which application. */
  by: { name: string; application: string };
}

/** Somebody who waits, and what for. */
export interface Waiter {
  /** Whose slots it waits for: an application. */
  readonly share: object;
  /** Who of it: it never waits for itself. */
  readonly owner: object;
  environment: RuntimeEnvironment;
  slots: number;
  cards: number;
  /** Its place in the line for cards, and in that for slots; the smaller, the sooner its turn. */
  turns: Turns;
  /** Something has become free, or somebody else's turn has passed. */
  wake(): void;
}

/** Places in the lines for cards and for slots. */
export interface Turns {
  cards: number;
  slots: number;
}

/** What is left of an environment for somebody. */
export interface Left {
  slots: number;
  gpus: string[];
}

/**
 * What jobs take: slots of the environments of each application, and graphics cards, which are of the machine and of all
 * applications together. Nobody takes a part of what it needs; whoever has to wait stands in line, so that nobody waits
 * for ever:
 *
 * - A card that becomes free is kept for the first in the line for cards, until it has as many as it needs.
 * - A slot that becomes free is kept for the first in the line for slots, of those only whose cards are there. So who has
 *   no cards yet keeps nobody from a slot, and who is kept from a slot waits for nobody who waits for cards: no circle
 *   can come about.
 */
export interface Pool {
  /** A turn after all that were given before. */
  turn(): number;
  /** Places somebody in line, or in another place of it. */
  wait(waiter: Waiter): void;
  /** Takes somebody out of the line; one that is not there is passed over. */
  leave(waiter: Waiter): void;
  /** What there is for somebody whose turn that is. */
  left(share: object, owner: object, environment: RuntimeEnvironment, turns: Turns): Left;
  take(share: object, holding: Holding): void;
  release(share: object, holding: Holding): void;
  /** Slots of an environment that are taken. */
  busy(share: object, environment: string): number;
  /** Others that wait for slots of an environment. */
  waitingFor(share: object, owner: object, environment: string): readonly Waiter[];
  /** Who has cards of an environment. */
  holders(environment: RuntimeEnvironment): Holding['by'][];
  /** Wakes all who wait soon. */
  wake(): void;
}

/** @param deviceOf what a card is that has several names: a number and an identifier */
export function createPool(deviceOf: (name: string) => string = (name) => name): Pool {
  const busy = new Map<object, Map<string, number>>();
  const held = new Set<Holding>();
  const waiting = new Set<Waiter>();
  let turns = 0;
  let isWaking = false;

  /** Cards of an environment with what they are on the machine. */
  function cardsOf({ machine }: RuntimeEnvironment): { name: string; device: string }[] {
    const { gpus = [], devices = gpus } = machine ?? {};
    return gpus.map((name, place) => ({ name, device: deviceOf(devices[place] ?? name) }));
  }
  const devicesOf = ({ environment, gpus }: Holding): string[] =>
    cardsOf(environment).flatMap(({ name, device }) => (gpus.includes(name) ? [device] : []));

  function freeCards(environment: RuntimeEnvironment, owner: object, turn: number): string[] {
    const cards = cardsOf(environment);
    if (cards.length === 0) return [];
    const gone = new Set([...held].flatMap(devicesOf));
    const before = [...waiting].filter(
      (one) => one.owner !== owner && one.cards > 0 && one.turns.cards < turn,
    );
    for (const one of before.toSorted((a, b) => a.turns.cards - b.turns.cards)) {
      const kept = cardsOf(one.environment).filter(({ device }) => !gone.has(device));
      for (const { device } of kept.slice(0, one.cards)) gone.add(device);
    }
    return cards.filter(({ device }) => !gone.has(device)).map(({ name }) => name);
  }
  const hasCards = ({ environment, owner, cards, turns: { cards: turn } }: Waiter) =>
    cards === 0 || freeCards(environment, owner, turn).length >= cards;
  const busyIn = (share: object, environment: string) => busy.get(share)?.get(environment) ?? 0;

  function add(share: object, { environment: { name }, slots }: Holding, sign: 1 | -1): void {
    const mine = busy.get(share) ?? new Map<string, number>();
    busy.set(share, mine.set(name, busyIn(share, name) + sign * slots));
  }
  function wake(): void {
    if (isWaking || waiting.size === 0) return;
    isWaking = true;
    setImmediate(() => {
      isWaking = false;
      const inLine = [...waiting].sort((a, b) => a.turns.slots - b.turns.slots);
      for (const one of inLine) if (waiting.has(one)) one.wake();
    });
  }
  const waitingFor: Pool['waitingFor'] = (share, owner, environment) =>
    [...waiting].filter(
      (one) => one.share === share && one.owner !== owner && one.environment.name === environment,
    );

  return {
    turn: () => (turns += 1),
    wait: (waiter) => void waiting.add(waiter),
    leave(waiter) {
      if (waiting.delete(waiter)) wake();
    },
    left(share, owner, environment, at) {
      const before = waitingFor(share, owner, environment.name).filter(
        (one) => one.turns.slots < at.slots && hasCards(one),
      );
      const kept = before.reduce((sum, { slots }) => sum + slots, 0);
      return {
        slots: environment.slots - busyIn(share, environment.name) - kept,
        gpus: freeCards(environment, owner, at.cards),
      };
    },
    take(share, holding) {
      add(share, holding, 1);
      if (holding.gpus.length > 0) held.add(holding);
    },
    release(share, holding) {
      add(share, holding, -1);
      held.delete(holding);
      wake();
    },
    busy: busyIn,
    waitingFor,
    holders(environment) {
      const here = new Set(cardsOf(environment).map(({ device }) => device));
      return [...held].filter((one) => devicesOf(one).some((device) => here.has(device))).map(({ by }) => by);
    },
    wake,
  };
}
