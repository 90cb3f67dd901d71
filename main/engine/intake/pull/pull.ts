import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import { EngineError, toEngineError, withAdvice } from '../../../../contract/index.ts';
import type { DicomPeer, DoorState, ImportOutcome, Peer, Task } from '../../../../contract/index.ts';
import type { ApplicationContext } from '../../context/index.ts';
import type { Fetches } from '../../completeness/index.ts';
import { addressOf, webAddressOf } from '../../peers/index.ts';
import type { Peers } from '../../peers/index.ts';
import { createTaskRunner } from '../../tasks/index.ts';
import type { TaskProgress, TaskWork } from '../../tasks/index.ts';
import type { Taking, Verdict } from '../arriving/index.ts';
import type { Door } from '../doors/index.ts';
import { lookAhead } from './lookAhead.ts';
import type { Ahead } from './lookAhead.ts';
import { moveStudy } from './moveStudy.ts';
import type { Fetched, FetchItem } from './protocol.ts';
import { startPullThread } from './pullThread.ts';
import type { PullThread } from './pullThread.ts';
import { studiesAhead } from './studiesAhead.ts';

/** Pauses before a study is tried again; behind the last one it counts as failed. In milliseconds. */
const pauses = [2000, 10_000, 30_000];
/** Problems that may pass. */
const passing = new Set(['peer-unreachable', 'peer-failed']);

const requestSchema = z.object({
  peer: z.string(),
  items: z.array(z.object({ StudyInstanceUID: z.string(), SeriesInstanceUID: z.string().optional() })),
  /** Those that need not be looked at again after a restart. */
  finished: z.number(),
});
type RetrieveRequest = z.infer<typeof requestSchema>;

/** What fetching is given. */
export interface PullSurroundings extends Omit<Taking, 'log'> {
  peers: Pick<Peers, 'get'>;
  /** Told what is about to come, and when no more of it comes. */
  fetches: Fetches;
  /** The C-STORE door, to which instances come by C-MOVE. */
  scp: { describe(): DoorState; settled(): Promise<DoorState> };
  /** In milliseconds; for tests. */
  backOff?: readonly number[];
}

/** Fetches from other DICOM nodes. */
export interface Pull extends Door {
  /**
   * Starts fetching studies, or series of them; the task goes on after a restart.
   * @throws EngineError `peer-not-found`, `peer-refused`
   */
  retrieve(request: { peer: string; items: readonly FetchItem[] }): Task;
  /** @throws EngineError `not-found` */
  cancel(task: string): Task;
  close(): Promise<void>;
}

/** One item of a task while it is fetched. */
interface Fetching {
  work: TaskWork<RetrieveRequest>;
  item: FetchItem;
  progress: TaskProgress;
  thread: PullThread;
  /** Announces what the task is still to fetch, where that has not been done. */
  announce: () => Promise<void>;
}

export function createPull(context: ApplicationContext, surroundings: PullSurroundings): Pull {
  const { peers, fetches, backOff = pauses } = surroundings;
  let isClosing = false;

  function assertCanMove(peer: Peer, { state }: DoorState): void {
    if (peer.kind === 'dicomweb' || peer.retrieveBy === 'get') return;
    if (state === 'open') return;
    throw new EngineError(
      'peer-refused',
      `C-MOVE from "${peer.name}" needs our C-STORE door, which is not open.`,
      {
        advice: 'Open it and let the peer know its AE title, host and port; or fetch by C-GET.',
      },
    );
  }

  async function run(work: TaskWork<RetrieveRequest>): Promise<void> {
    const { signal } = work;
    const progress: TaskProgress = { ...work.progress, counts: { ...work.progress.counts } };
    const thread = startPullThread({ ...surroundings, log: context.log }, signal);
    const announce = createAnnouncing(work);
    try {
      for (const [index, item] of work.request.items.entries()) {
        if (index < work.request.finished) continue;
        await fetchWithPatience({ work, item, progress, thread, announce });
        fetches.finished(work.id, index);
        work.keep({ ...work.request, finished: index + 1 }, progress);
      }
    } finally {
      await thread.close();
      // At the end of the engine arrivals go on waiting: the next start goes on with the task.
      if (!isClosing) fetches.ended(work.id);
    }
    if (progress.failed > 0) {
      throw new EngineError('peer-failed', 'Not all of it could be fetched; see the reasons.');
    }
  }

  /**
   * Announces everything that a task is still to fetch, once and before the first of it comes: studies of one patient
   * make one arrival, however far apart they come.
   */
  function createAnnouncing({ id, request, signal }: TaskWork<RetrieveRequest>): () => Promise<void> {
    let isDone = false;
    return async () => {
      if (isDone) return;
      const peer = peers.get(request.peer);
      const items = request.items.map((one, item) => ({ ...one, item })).slice(request.finished);
      const told = await studiesAhead(
        peer,
        context.options(),
        items.map((one) => one.StudyInstanceUID),
        signal,
        context.keyStore,
      );
      const studies = items.map(({ item, StudyInstanceUID, SeriesInstanceUID }) => {
        const { patientId = null, title = '', instanceCount = null } = told.get(StudyInstanceUID) ?? {};
        const count = SeriesInstanceUID === undefined ? instanceCount : null;
        return { item, StudyInstanceUID, patientId, title, instanceCount: count };
      });
      fetches.announce(id, studies);
      isDone = true;
    };
  }

  /** Fetches one; what cannot be had after some tries is noted and counted. */
  async function fetchWithPatience(one: Fetching): Promise<void> {
    const { work, item, progress } = one;
    const what = item.SeriesInstanceUID ?? item.StudyInstanceUID;
    for (let tries = 0; ; tries += 1) {
      const before = { ...progress, counts: { ...progress.counts } };
      try {
        const { failed, advice } = await fetchOne(one);
        const message = `The peer could not hand over ${failed} instance(s).`;
        if (failed > 0) work.note(what, [message, advice].filter(Boolean).join(' '));
        progress.failed += failed;
        progress.done += failed;
        return;
      } catch (cause) {
        if (work.signal.aborted) throw new EngineError('cancelled');
        const problem = toEngineError(cause);
        const wait = backOff[tries];
        if (!passing.has(problem.code)) throw problem;
        if (wait === undefined) {
          work.note(what, [withAdvice(problem), problem.details].filter(Boolean).join(' '));
          progress.failed += 1;
          return;
        }
        // What came is there already the next time.
        Object.assign(progress, before);
        await pause(wait, undefined, { signal: work.signal });
      }
    }
  }

  async function fetchOne(one: Fetching): Promise<Fetched> {
    const { work, item } = one;
    const peer = peers.get(work.request.peer);
    // Just after a start it may be opening.
    assertCanMove(peer, await surroundings.scp.settled());
    await one.announce();
    const ahead = await lookAhead(peer, context.options(), item, work.signal, context.keyStore);
    return fetchFrom(peer, ahead, one);
  }

  async function fetchFrom(
    peer: Peer,
    ahead: Ahead,
    { work, item, progress, thread }: Fetching,
  ): Promise<Fetched> {
    const doneBefore = progress.done;
    progress.total = ahead.instanceCount === null ? null : doneBefore + ahead.instanceCount;
    if (peer.kind === 'dicom' && peer.retrieveBy === 'move') return move(peer, item, progress, work);
    const onTaken = (outcome: Verdict['outcome'], bytes: number) => {
      progress.done += 1;
      progress.bytes += bytes;
      progress.counts[outcome satisfies ImportOutcome] += 1;
      work.report({ ...progress, counts: { ...progress.counts } });
    };
    const fetched = await thread.fetch(await fetchOf(peer, item, ahead), onTaken);
    const missing = (ahead.instanceCount ?? 0) - (progress.done - doneBefore);
    return { ...fetched, failed: Math.max(fetched.failed, missing, 0) };
  }

  async function fetchOf(peer: Peer, item: FetchItem, ahead: Ahead) {
    const common = { item, stagingFolder: context.folders.staging, sender: peer.name };
    return peer.kind === 'dicomweb'
      ? { ...common, way: 'web' as const, address: await webAddressOf(peer, context.keyStore) }
      : { ...common, way: 'get' as const, address: addressOf(peer, context.options()), ...ahead };
  }

  async function move(
    peer: DicomPeer,
    item: FetchItem,
    progress: TaskProgress,
    work: TaskWork<RetrieveRequest>,
  ): Promise<Fetched> {
    const before = progress.done;
    const options = context.options();
    const onProgress = (completed: number) => {
      progress.done = before + completed;
      work.report(progress);
    };
    const { completed, failed } = await moveStudy(
      addressOf(peer, options),
      item,
      options.scp.aeTitle,
      onProgress,
      work.signal,
    );
    onProgress(completed);
    return { failed, advice: null };
  }

  const runner = createTaskRunner<RetrieveRequest>(context, {
    kind: 'retrieve',
    request: requestSchema,
    run,
  });
  runner.resume();
  return {
    name: 'pull',
    describe: () => ({
      state: context.isStopped === true ? 'off' : 'open',
      address: null,
      active: runner.active,
      problem: null,
      details: null,
    }),
    retrieve({ peer: name, items }) {
      const peer = peers.get(name);
      assertCanMove(peer, surroundings.scp.describe());
      const what = `${items.length} ${items.length === 1 ? 'study or series' : 'studies or series'}`;
      return runner.start(`From ${peer.name}: ${what}`, { peer: peer.name, items: [...items], finished: 0 });
    },
    cancel: (task) => runner.cancel(task),
    async close() {
      isClosing = true;
      await runner.close();
    },
  };
}
