/** How much work is handed over before its turn, in milliseconds: what a runtime does in this time. */
const stretch = 60;
/** How many jobs that may be at most. */
const most = 32;
/** Weight of the last job in the mean. */
const weight = 0.2;
/** What the mean is taken to be after something came between, in milliseconds: some twenty short jobs bring it down. */
const afterStumbling = 1000;

/**
 * How fast the jobs of an environment end. Where they take a few milliseconds, the way from the end of one over the
 * history to the start of the next would take as long as they do: then some are claimed and handed over before there
 * is room for them. Long jobs never are, so that what comes later with a greater priority does not wait behind them.
 */
export interface Pace {
  /** How many jobs may be handed over before their turn. */
  ahead(environment: string, slots: number): number;
  /** A job has run for so many milliseconds. */
  ran(environment: string, duration: number): void;
  /** Something came between: nothing is handed over ahead until jobs have ended fast again. */
  stumbled(environment: string): void;
}

export function createPace(): Pace {
  const means = new Map<string, number>();
  return {
    ahead(environment, slots) {
      const mean = means.get(environment) ?? Infinity;
      return Math.min(Math.floor((stretch * slots) / Math.max(mean, 1)), most);
    },
    ran(environment, duration) {
      const before = means.get(environment);
      means.set(environment, before === undefined ? duration : before + (duration - before) * weight);
    },
    stumbled: (environment) => void means.set(environment, afterStumbling),
  };
}
