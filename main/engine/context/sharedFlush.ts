/**
 * Shares one flush among all who ask for it while an earlier one is under way.
 * @param flush makes everything durable that was written before it was called
 * @returns a function whose promise resolves when a flush that began after the call has ended, and rejects as it does
 */
export function shareFlush(flush: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | null = null;
  let next: Promise<void> | null = null;

  function start(): Promise<void> {
    const flushing = flush().finally(() => {
      if (running === flushing) running = null;
    });
    running = flushing;
    return flushing;
  }
  return () => {
    if (running === null) return start();
    next ??= running
      .catch(() => undefined)
      .then(() => {
        next = null;
        return start();
      });
    return next;
  };
}
