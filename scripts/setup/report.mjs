/** A set-up that cannot go on for a reason the user can do something about: printed as its sentence, without a stack. */
export class SetupError extends Error {
  /** @param {string} sentence what is wrong and what to do @param {{ details?: string }} [more] */
  constructor(sentence, more = {}) {
    super(sentence);
    this.name = 'SetupError';
    /** Technical cause: the last lines of what a tool said. */
    this.details = more.details;
  }
}

/** One line of progress. Standard error, because standard output belongs to the command being set up. @param {string} line */
export function say(line) {
  process.stderr.write(`[setup] ${line}\n`);
}

/**
 * Says that a step begins, that it still goes on every ten seconds, and how long it took.
 * @template T
 * @param {string} step
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function step(step, work) {
  const start = Date.now();
  const seconds = () => `${Math.round((Date.now() - start) / 1000)} s`;
  say(`${step} …`);
  const heartbeat = setInterval(() => say(`${step}: still at it after ${seconds()}`), 10_000);
  try {
    const result = await work();
    say(`${step}: done in ${seconds()}`);
    return result;
  } finally {
    clearInterval(heartbeat);
  }
}

/** Ends the process with the sentence of a `SetupError`; anything else is a fault of ours and keeps its stack. @param {unknown} error @returns {never} */
export function fail(error) {
  if (!(error instanceof SetupError)) throw error;
  process.stderr.write(`${error.message}\n`);
  if (error.details) process.stderr.write(`${error.details}\n`);
  process.exit(1);
}
