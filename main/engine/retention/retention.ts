import { toEngineError } from '../../../contract/index.ts';
import type { CleanUp, RetentionOptions, RetentionPart } from '../../../contract/index.ts';
import { startLoop } from '../context/index.ts';
import type { ApplicationContext } from '../context/index.ts';
import { dayMs, quarantineDue, removalsDue } from './decide.ts';
import { bytesBelow, measureInputs, measureRuns } from './measure.ts';
import { finishRemovals, keyOf, removePart } from './remove.ts';
import { removeServiceLog, serviceLogsBefore } from './serviceLogs.ts';
import type { ServiceLog } from './serviceLogs.ts';
import type { OldTrial, Retention, RetentionRooms } from './types.ts';

/** Pause between two looks at what has become too old, in milliseconds. */
const lookPause = 3_600_000;
/** Files of the quarantine that are deleted at once. */
const quarantineStep = 100;

/** Opens the room; a removal that was interrupted is finished first. */
export function createRetention(context: ApplicationContext, rooms: RetentionRooms): Retention {
  const { history, log } = context;
  /** One after the other: two would remove the same. */
  let last: Promise<unknown> = Promise.resolve();

  async function measure(options: RetentionOptions, signal: AbortSignal): Promise<void> {
    const { quarantineDays: _, scratchDays: __, ...ofRuns } = options;
    await measureRuns(
      context,
      Object.values(ofRuns).some((limit) => limit > 0),
      signal,
    );
  }

  async function preview(
    options: RetentionOptions = context.options().retention,
    signal: AbortSignal,
  ): Promise<CleanUp> {
    await measure(options, signal);
    const sum = summing();
    const now = Date.now();
    for (const { part, bytes } of removalsDue(history, options, now)) sum.add(part, bytes);
    for (const { bytes } of quarantineDue(history, options, now)) sum.add('quarantine', bytes);
    for (const { bytes } of (await oldServiceLogs(options)).logs) sum.add('service-logs', bytes);
    for (const { folder } of await oldTrials(options)) sum.add('scratch', await bytesBelow(folder));
    return sum.result();
  }

  async function cleanUp(
    options: RetentionOptions = context.options().retention,
    signal: AbortSignal,
  ): Promise<CleanUp> {
    const sum = summing();
    const stuck = await finishRemovals(context, sum.problem);
    await measure(options, signal);
    for (const removal of removalsDue(history, options, Date.now())) {
      signal.throwIfAborted();
      if (stuck.has(keyOf(removal))) continue;
      try {
        if (await removePart(context, removal)) sum.add(removal.part, removal.bytes);
      } catch (cause) {
        const { message, details } = toEngineError(cause);
        log.warn({ run: removal.runId, part: removal.part, details }, 'a part of a run could not be removed');
        sum.problem(message);
      }
    }
    const old = quarantineDue(history, options, Date.now());
    for (let at = 0; at < old.length; at += quarantineStep) {
      signal.throwIfAborted();
      const some = old.slice(at, at + quarantineStep);
      await rooms.deleteQuarantined(some.map(({ id }) => id));
      for (const { bytes } of some) sum.add('quarantine', bytes);
    }
    const { time, logs } = await oldServiceLogs(options);
    for (const { file, bytes } of logs) {
      signal.throwIfAborted();
      try {
        if (await removeServiceLog(file, time)) sum.add('service-logs', bytes);
      } catch (cause) {
        const { message, details } = toEngineError(cause);
        log.warn({ details }, 'an old log of a service could not be removed');
        sum.problem(`The file ${file} could not be removed: ${message}`);
      }
    }
    for (const trial of await oldTrials(options)) {
      signal.throwIfAborted();
      try {
        const bytes = await bytesBelow(trial.folder);
        await trial.remove();
        sum.add('scratch', bytes);
      } catch (cause) {
        const { message, details } = toEngineError(cause);
        log.warn({ details }, 'an old trial could not be removed');
        sum.problem(`The folder ${trial.folder} could not be removed: ${message}`);
      }
    }
    const done = sum.result();
    if (done.bytes > 0) log.info({ parts: done.parts, bytes: done.bytes }, 'cleaned up');
    return done;
  }

  async function oldServiceLogs({
    logsDays,
  }: RetentionOptions): Promise<{ time: number; logs: readonly ServiceLog[] }> {
    const time = Date.now() - logsDays * dayMs;
    return { time, logs: logsDays === 0 ? [] : await serviceLogsBefore(context.folders.logs, time) };
  }

  async function oldTrials({ scratchDays }: RetentionOptions): Promise<OldTrial[]> {
    return scratchDays === 0 ? [] : await rooms.trialsBefore(Date.now() - scratchDays * dayMs);
  }

  function queued(work: () => Promise<CleanUp>): Promise<CleanUp> {
    const still = () => context.stillness?.during(work) ?? work();
    const next = last.then(still, still);
    last = next.catch(() => undefined);
    return next;
  }

  const loop = startLoop({
    name: 'retention',
    log,
    async look(signal) {
      if (context.stillness?.isHeld) return null;
      await queued(() => cleanUp(undefined, signal));
      return Date.now() + lookPause;
    },
  });

  const endListening = context.stillness?.onReleased(() => loop.wake());
  return {
    preview,
    cleanUp: (options, signal) => queued(() => cleanUp(options, signal)),
    async removeInputs(runId, message) {
      const bytes = await measureInputs(context, runId);
      return bytes === 0 || removePart(context, { runId, part: 'inputs', bytes, message });
    },
    wake: () => loop.wake(),
    async close() {
      endListening?.();
      await loop.close();
    },
  };
}

/** Adds up what goes, by kind. */
function summing() {
  const parts = new Map<RetentionPart, { count: number; bytes: number }>();
  const problems: string[] = [];
  return {
    add(part: RetentionPart, bytes: number): void {
      const before = parts.get(part) ?? { count: 0, bytes: 0 };
      parts.set(part, { count: before.count + 1, bytes: before.bytes + bytes });
    },
    problem: (text: string) => void problems.push(text),
    result: (): CleanUp => ({
      parts: [...parts].map(([part, sum]) => ({ part, ...sum })),
      bytes: [...parts.values()].reduce((total, { bytes }) => total + bytes, 0),
      problems,
    }),
  };
}
