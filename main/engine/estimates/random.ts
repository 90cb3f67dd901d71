/** Random numbers that are the same at each start: an estimate does not change by being asked for twice. */
export interface Random {
  /** From 0, below 1. */
  next(): number;
  /** Of the standard normal distribution. */
  normal(): number;
  /** One of the list, each as likely as the others. */
  pick(list: readonly number[]): number;
}

/** A linear congruential generator modulo 2^32 (constants of Numerical Recipes), its upper bits. */
export function createRandom(seed = 1): Random {
  let state = seed >>> 0;
  const next = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return (state >>> 8) / 0x1000000;
  };
  return {
    next,
    normal() {
      const radius = Math.sqrt(-2 * Math.log(1 - next()));
      return radius * Math.cos(2 * Math.PI * next());
    },
    pick: (list) => list[Math.floor(next() * list.length)] ?? 0,
  };
}
