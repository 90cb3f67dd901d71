import { EngineError } from '../../../contract/index.ts';
import type { Grouping } from '../../../contract/index.ts';
import { startLoop } from '../context/index.ts';
import type { ApplicationContext } from '../context/index.ts';
import { collect, completeAll, completeDue, completeOne, holdBackClock, nextDue } from './collecting.ts';
import { addReprocessing } from './reprocess.ts';
import type { ArchivedSeries, Completeness } from './types.ts';

/**
 * Opens the room. When an arrival is due stands in the history; the timer is only derived from it.
 * @param options.wakePlanning called after a commit that made an arrival complete
 */
export function createCompleteness(
  context: ApplicationContext,
  options: { wakePlanning: () => void },
): Completeness {
  const { history } = context;
  /** When the loop looks by itself; null: when woken. */
  let nextLook: number | null = null;
  const quietMs = () => context.options().quietSeconds * 1000;

  function changed(completed: number): void {
    if (completed > 0) options.wakePlanning();
    context.events.emit('arrivals.changed', { application: context.id });
  }

  const loop = startLoop({
    name: 'completeness',
    log: context.log,
    async look() {
      const now = Date.now();
      history.write(() => {
        const heldBack = holdBackClock(history, now, quietMs());
        const completed = completeDue(history, now);
        if (heldBack + completed > 0) history.afterCommit(() => changed(completed));
      });
      nextLook = nextDue(history);
      return nextLook;
    },
  });

  return {
    note(batch: readonly ArchivedSeries[], at: number) {
      const due = at + quietMs();
      for (const series of batch) {
        if (series.newInstances > 0) collect(history, context.options().grouping, series, at, due);
      }
      history.afterCommit(() => {
        changed(0);
        // A look that is planned for earlier finds the new due time by itself.
        if (nextLook === null || due < nextLook) loop.wake();
      });
    },
    processNow(arrivalId?: string) {
      return history.write(() => {
        const now = Date.now();
        const completed =
          arrivalId === undefined ? completeAll(history, now) : completeOne(history, arrivalId, now);
        history.afterCommit(() => {
          if (completed > 0) changed(completed);
          // One that is complete already may be pausing after a problem: now means now for it as well.
          else options.wakePlanning();
        });
        return completed;
      });
    },
    reprocess(level: Grouping, key: string) {
      return history.write(() => {
        const arrival = addReprocessing(history, level, key, Date.now());
        if (arrival === null) {
          throw new EngineError('not-found', `The archive holds no ${level} with the identifier ${key}.`);
        }
        history.afterCommit(() => changed(1));
        return arrival;
      });
    },
    close: () => loop.close(),
  };
}
