/**
 * Makes a queue: work begins when what came before has ended, however that ended, and not at all once its signal is
 * aborted. `onWaiting` is told where it has to wait, and when that is over.
 */
export function inTurn(): <Result>(
  work: () => Promise<Result>,
  signal?: AbortSignal,
  onWaiting?: (isWaiting: boolean) => void,
) => Promise<Result> {
  let last: Promise<unknown> = Promise.resolve();
  let open = 0;
  return (work, signal, onWaiting) => {
    const hasToWait = open > 0;
    open += 1;
    if (hasToWait) onWaiting?.(true);
    const mine = last.then(() => {
      signal?.throwIfAborted();
      if (hasToWait) onWaiting?.(false);
      return work();
    });
    const end = () => void (open -= 1);
    last = mine.then(end, end);
    return mine;
  };
}
