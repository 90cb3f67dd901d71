import type { History } from '../../database/index.ts';

/**
 * Has a history tell of every step, which is either side of a commit that changes something: before it, and after it,
 * before anything that waits for it is told.
 */
export function countSteps(history: History, step: () => void): void {
  const write = history.write.bind(history);
  const run = history.run.bind(history);
  let inside = false;
  let changes = 0;
  history.write = (work) => {
    if (inside) return write(work);
    inside = true;
    changes = 0;
    try {
      return write(() => {
        history.afterCommit(() => {
          inside = false;
          if (changes > 0) step();
        });
        const result = work();
        if (changes > 0) step();
        return result;
      });
    } finally {
      inside = false;
    }
  };
  history.run = (sql, parameters) => {
    if (!inside) step();
    const outcome = run(sql, parameters);
    changes += outcome.changes;
    if (!inside) step();
    return outcome;
  };
}
