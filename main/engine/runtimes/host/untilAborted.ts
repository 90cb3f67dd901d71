/** What a promise resolves to, or null when the signal is aborted first. */
export function untilAborted<Result>(promise: Promise<Result>, signal: AbortSignal): Promise<Result | null> {
  if (signal.aborted) {
    promise.catch(() => undefined);
    return Promise.resolve(null);
  }
  return new Promise((resolve, reject) => {
    const abort = () => resolve(null);
    signal.addEventListener('abort', abort, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
  });
}
