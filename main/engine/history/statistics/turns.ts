/** For how long the engine's thread is kept before others have their turn, in ms. */
const turnMs = 8;

/** Lets others have their turn once this one has lasted. Rejects where `signal` says that nobody waits any more. */
export type Turn = () => Promise<void>;

/** Begins to take turns with all else that the engine does. */
export function takeTurns(signal?: AbortSignal): Turn {
  let began = performance.now();
  return async () => {
    if (performance.now() - began < turnMs) return;
    await new Promise((resolve) => {
      setImmediate(resolve);
    });
    signal?.throwIfAborted();
    began = performance.now();
  };
}
