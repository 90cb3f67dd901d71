import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import { EngineError, toEngineError } from '../../../../contract/index.ts';
import type { Task } from '../../../../contract/index.ts';
import type { ApplicationContext } from '../../context/index.ts';
import { addressOf } from '../../peers/index.ts';
import type { Peers } from '../../peers/index.ts';
import { createTaskRunner } from '../../tasks/index.ts';
import type { TaskWork } from '../../tasks/index.ts';
import { countItems, insertItems, recordResult, waitingItems } from './items.ts';
import type { Sendable, SendResult } from './protocol.ts';
import { createSendThreads } from './sendThreads.ts';

/** Instances that are sent over the same associations. */
const perRound = 2000;
/** Pauses after rounds that brought nothing; behind the last one the task has failed. In milliseconds. */
const pauses = [1000, 2000, 5000, 10_000, 30_000, 60_000, 60_000];

const requestSchema = z.object({
  peer: z.string(),
  patients: z.array(z.string()).default([]),
  studies: z.array(z.string()),
  series: z.array(z.string()),
  associations: z.number(),
});
type SendRequest = z.infer<typeof requestSchema>;

/** The archive as sending sees it. */
export interface StoredInstances {
  /** Instances of a series (row key). */
  instancesOfSeries(seriesKey: number): Omit<Sendable, 'seriesKey'>[];
}

/** Sends what is in the archive to other DICOM nodes. */
export interface Send {
  /**
   * Starts sending patients, studies and series, by their Orthanc-style identifiers, PatientIDs or UIDs; the task goes on after a restart.
   * @throws EngineError `peer-not-found`, `peer-refused`, `not-found` when there is nothing of them
   */
  start(request: SendRequest): Task;
  /** @throws EngineError `not-found` */
  cancel(task: string): Task;
  close(): Promise<void>;
}

export function createSend(
  context: ApplicationContext,
  {
    peers,
    instances,
    backOff = pauses,
  }: { peers: Peers; instances: StoredInstances; backOff?: readonly number[] },
): Send {
  const { history } = context;
  const threads = createSendThreads();

  function addressFor(name: string) {
    const peer = peers.get(name);
    if (peer.kind === 'dicom') return addressOf(peer, context.options());
    throw new EngineError(
      'peer-refused',
      `The peer "${peer.name}" is a web server; C-STORE needs a DICOM node.`,
    );
  }
  /** What is to be sent next, and what is not in the archive any more. */
  function nextRound(task: string): { round: Sendable[]; gone: SendResult[] } {
    const round: Sendable[] = [];
    const gone: SendResult[] = [];
    for (const [seriesKey, uids] of waitingItems(history, task, perRound)) {
      for (const one of instances.instancesOfSeries(seriesKey)) {
        if (uids.delete(one.SOPInstanceUID)) round.push({ ...one, seriesKey });
      }
      const remark = 'It is not in the archive any more.';
      for (const SOPInstanceUID of uids)
        gone.push({ seriesKey, SOPInstanceUID, size: 0, outcome: 'permanent', remark });
    }
    return { round, gone };
  }
  async function run(work: TaskWork<SendRequest>): Promise<void> {
    const { id, request, signal } = work;
    const progress = { ...work.progress, total: countItems(history, id) };
    function take(results: readonly SendResult[]): void {
      history.write(() => {
        for (const result of results) {
          if (result.remark !== null) work.note(result.SOPInstanceUID, result.remark);
          if (!recordResult(history, id, result)) continue;
          const isSent = result.outcome === 'sent';
          progress.done += 1;
          if (isSent) progress.bytes += result.size;
          else progress.failed += 1;
        }
        work.keep(request, progress);
      });
    }
    let idle = 0;
    for (;;) {
      const { round, gone } = nextRound(id);
      if (gone.length > 0) take(gone);
      else if (round.length === 0) break;
      if (round.length === 0) continue;
      const before = progress.done;
      const { associations, peer } = request;
      const problem = await threads
        .round({ address: addressFor(peer), associations, instances: round }, take, signal)
        .then(() => null, toEngineError);
      if (signal.aborted) throw new EngineError('cancelled');
      if (problem?.code === 'peer-refused') throw problem;
      if (progress.done - before === round.length) continue;
      idle = progress.done > before ? 0 : idle + 1;
      const wait = backOff[idle];
      if (wait === undefined) throw problem ?? new EngineError('peer-failed');
      await pause(wait, undefined, { signal });
    }
    const { failed, total } = progress;
    if (failed > 0) {
      throw new EngineError(
        'peer-failed',
        `${failed} of ${total} instances were not taken; see the reason of each.`,
      );
    }
  }

  const runner = createTaskRunner<SendRequest>(context, { kind: 'send', request: requestSchema, run });
  runner.resume();
  return {
    start(request) {
      const address = addressFor(request.peer);
      return runner.start(`To ${request.peer} (${address.calledAeTitle})`, request, (task) => {
        const count = insertItems(history, task, request);
        if (count === 0)
          throw new EngineError('not-found', 'There is no instance in these patients, studies and series.');
      });
    },
    cancel: (task) => runner.cancel(task),
    async close() {
      await runner.close();
      await threads.close();
    },
  };
}
