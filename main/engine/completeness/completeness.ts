import { EngineError } from '../../../contract/index.ts';
import type { Chosen, Grouping } from '../../../contract/index.ts';
import { crashPoint, createClockWatch, startLoop } from '../context/index.ts';
import type { ApplicationContext } from '../context/index.ts';
import { createAsking } from './asking.ts';
import { cancelComplete, completeAll, completeOne, hold } from './byHand.ts';
import { storedId } from '../history/index.ts';
import { collect } from './collecting.ts';
import { decideDue, decideThese } from './decide.ts';
import type { Decided } from './decide.ts';
import { collectingOf, hasSender } from './entities.ts';
import {
  anythingFetched,
  concernedBy,
  forgetEndedTasks,
  forgetTask,
  noteComing,
  noteFetched,
} from './fetches.ts';
import { anythingCommitted, createCommitments } from './commitments.ts';
import { endArriving, forgetSeries } from './forget.ts';
import { anythingExpected, noteExpected, receivedOf } from './missing.ts';
import { addReprocessing } from './reprocess.ts';
import { followClock, holdBackClock, nextLook, retimeAll } from './times.ts';
import type { ArchivedSeries, Completeness, CountAtPeer } from './types.ts';

/** Pause between looks at what instances that stream in are still missing, in milliseconds. */
const lookPause = 100;
/** Arrivals that are decided about in one transaction: others are served between two. */
const mostAtOnce = 500;

/**
 * Opens the room. When an arrival is due stands in the history; the timer is only derived from it.
 * @param options.wakePlanning called after a commit that made an arrival complete
 * @param options.countAtPeer asks a peer how many instances a study has; without it nobody is asked
 */
export function createCompleteness(
  context: ApplicationContext,
  options: { wakePlanning: () => void; countAtPeer?: CountAtPeer },
): Completeness {
  const { history } = context;
  const clock = createClockWatch();
  /** When the loop looks by itself; null: when woken. */
  let upcoming: number | null = null;
  /** Arrivals that something came for which may be what they lacked. */
  const touched = new Set<string>();
  let pause: NodeJS.Timeout | undefined;
  let timesAreStale = true;
  const commitments = createCommitments(history);
  forgetEndedTasks(history);

  function isAwaited(): boolean {
    return anythingExpected(history) || anythingFetched(history) || anythingCommitted(history);
  }
  function changed(completed: number): void {
    if (completed > 0) {
      crashPoint('arrival-complete');
      options.wakePlanning();
    }
    context.events.emit('arrivals.changed', { application: context.id });
  }
  /** After the commit: tells what was decided. */
  function tell({ completed, changed: shown }: Decided): void {
    if (shown || completed > 0) history.afterCommit(() => changed(completed));
  }
  /** Has the loop decide about them soon; many calls lead to one look. */
  function lookSoon(ids: Iterable<string>): void {
    for (const id of ids) touched.add(id);
    pause ??= setTimeout(() => {
      pause = undefined;
      loop.wake();
    }, lookPause);
  }

  // What was awaited may have come and lie in quarantine, or was deleted there.
  const stopHearing = context.events.listen((name, payload) => {
    if (name !== 'quarantine.changed' || payload.application !== context.id) return;
    try {
      if (isAwaited()) lookSoon(collectingIds("AND missing <> '[]'"));
    } catch (cause) {
      // What was put into quarantine is in it all the same; the next look decides.
      context.log.warn(
        { cause: String(cause) },
        'what waits for instances in quarantine could not be looked for',
      );
    }
  });
  function collectingIds(condition = ''): string[] {
    const sql = `SELECT id FROM arrival WHERE state = 'collecting' ${condition}`;
    return history.all<{ id: string }>(sql).map(({ id }) => id);
  }

  const asking = createAsking(context, options.countAtPeer ?? (async () => null), lookSoon);

  const loop = startLoop({
    name: 'completeness',
    log: context.log,
    async look() {
      const now = Date.now();
      const step = clock.step(now);
      const these = [...touched].slice(0, mostAtOnce);
      for (const id of these) touched.delete(id);
      try {
        history.write(() => {
          const settings = context.options();
          holdBackClock(history, now);
          if (step > 0) followClock(history, step, now);
          if (step !== 0 || timesAreStale) {
            retimeAll(history, settings);
            tell({ completed: 0, changed: true });
          }
          const moment = { now, associationEnded: false, isSure: asking.isSure };
          const come = commitments.findCome();
          tell(decideThese(history, settings, new Set([...these, ...come]), moment));
          tell(decideDue(history, settings, { ...moment, limit: mostAtOnce }));
          if (asking.isWanted()) history.afterCommit(() => these.forEach((id) => asking.begin(id)));
        });
      } catch (cause) {
        for (const id of these) touched.add(id);
        throw cause;
      }
      clock.followed(now);
      timesAreStale = false;
      upcoming = touched.size > 0 ? now : nextLook(history);
      return upcoming;
    },
  });

  return {
    note(batch: readonly ArchivedSeries[], at: number) {
      const collected = batch
        .filter((series) => series.newInstances > 0)
        .flatMap((series) => collect(context, series, at) ?? []);
      const mayLack =
        context.options().completeness.requiredSeries !== null || isAwaited() || asking.isWanted();
      history.afterCommit(() => {
        changed(0);
        if (mayLack) lookSoon(collected.map(({ id }) => id));
        // A look that is planned for earlier finds the new due time by itself.
        if (collected.some(({ lookAt }) => upcoming === null || lookAt < upcoming)) loop.wake();
      });
    },
    associationEnded(sender: string, studyUids: readonly string[], openStudyUids: readonly string[] = []) {
      if (!context.options().completeness.atAssociationEnd) return;
      history.write(() => {
        lookSoon(commitments.findCome());
        const open = new Set(collectingOf(history, openStudyUids));
        const ended = collectingOf(history, studyUids).filter(
          (id) => !open.has(id) && hasSender(history, id, sender),
        );
        const moment = { now: Date.now(), associationEnded: true, isSure: asking.isSure };
        tell(decideThese(history, context.options(), ended, moment));
      });
    },
    expected(studyUid: string, count: number) {
      if (!Number.isSafeInteger(count) || count < 0) {
        throw new EngineError('validation-failed', 'The number of instances must be a whole number.');
      }
      return history.write(() => {
        noteExpected(history, { studyUid, count, isByHand: true }, Date.now());
        const concerned = collectingOf(history, [studyUid]);
        history.afterCommit(() => lookSoon(concerned));
        return receivedOf(history, studyUid);
      });
    },
    async commitmentAsked(named: readonly string[]) {
      if (!context.options().completeness.awaitCommitted) return;
      lookSoon(await commitments.note(named));
    },
    fetches: {
      announce(task, studies) {
        history.write(() => {
          noteComing(history, task, studies);
          const concerned = concernedBy(history, task);
          history.afterCommit(() => lookSoon(concerned));
        });
      },
      finished(task, item) {
        history.write(() => {
          noteFetched(history, task, item);
          const concerned = concernedBy(history, task);
          history.afterCommit(() => lookSoon(concerned));
        });
      },
      ended(task) {
        history.write(() => {
          lookSoon(commitments.findCome());
          const concerned = concernedBy(history, task);
          // Before it is forgotten how much there was to be: what has all come is complete at once.
          const moment = { now: Date.now(), associationEnded: false, isSure: asking.isSure };
          tell(decideThese(history, context.options(), concerned, moment));
          forgetTask(history, task);
          history.afterCommit(() => lookSoon(concerned));
        });
      },
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
    extend(arrivalId: string, seconds: number) {
      history.write(() => {
        hold(history, context.options(), arrivalId, seconds, Date.now());
        history.afterCommit(() => {
          changed(0);
          loop.wake();
        });
      });
    },
    cancel(arrivalId: string, message: string) {
      history.write(() => {
        cancelComplete(history, arrivalId, message);
        history.afterCommit(() => changed(0));
      });
    },
    reprocess(level: Grouping, key: string) {
      return history.write(() => {
        const arrival = addReprocessing(history, level, storedId(history, level, key), Date.now());
        history.afterCommit(() => changed(1));
        return arrival;
      });
    },
    endArriving(chosen: Chosen) {
      const why = { code: 'cancelled', message: 'It is being deleted.' } as const;
      const ended = endArriving(history, chosen, why);
      if (ended.length > 0) history.afterCommit(() => changed(0));
      return ended;
    },
    forgetSeries(seriesKeys: readonly number[]) {
      if (seriesKeys.length === 0) return;
      forgetSeries(history, seriesKeys);
      history.afterCommit(() => changed(0));
    },
    optionsChanged() {
      timesAreStale = true;
      lookSoon(collectingIds());
    },
    async close() {
      stopHearing();
      clearTimeout(pause);
      asking.close();
      await loop.close();
    },
  };
}
