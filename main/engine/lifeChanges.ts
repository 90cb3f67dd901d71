import { EngineError, toEngineError } from '../../contract/index.ts';
import type { ApplicationLife, RouteRequest } from '../../contract/index.ts';
import type { EventBus, Logger } from './context/index.ts';
import type { OpenApplication } from './openApplicationTypes.ts';

/** An application as the engine holds it: open with its rooms, or with what keeps it from that. */
export interface LivingApplication {
  opened: OpenApplication | EngineError;
  /** It is being started, stopped or removed. */
  change: LifeChange | null;
  /** When its state became as it is, in ms since the epoch. */
  since: number;
}

interface LifeChange {
  kind: 'starting' | 'stopping';
  /** Ends the wait for jobs. */
  hurry: AbortController;
  done: Promise<void>;
}

/** What changing an application's life takes. */
interface Surroundings {
  /** @throws EngineError `application-not-found` */
  entryOf(id: string): LivingApplication;
  isKnown(id: string): boolean;
  /** Closes what is open, and opens it as its settings say now. */
  reopen(id: string): Promise<void>;
  /** Removes its containers, where it has any. @throws EngineError of Docker */
  removeContainers(id: string): Promise<void>;
  events: EventBus;
  log: Logger;
}

type JobsAtStop = RouteRequest<'applications.stop'>['jobs'];

/** Starting and stopping applications, each doing one of it at a time. */
export interface LifeChanges {
  /** Resolves when it runs, or has failed to. */
  start(id: string): Promise<ApplicationLife>;
  /** Resolves when it has stopped. @throws EngineError why it could not be written down */
  stop(id: string, jobs: JobsAtStop): Promise<ApplicationLife>;
  restart(id: string, jobs: JobsAtStop): Promise<ApplicationLife>;
  /** Does what ends an application, after whatever is under way. */
  end<Result>(id: string, work: () => Promise<Result>): Promise<Result>;
}

/** Where an application is between stopped and running. */
export function lifeOf({ opened, change, since }: LivingApplication): ApplicationLife {
  const plain = { reason: null, advice: null, since };
  if (change !== null) return { ...plain, state: change.kind };
  if (opened instanceof EngineError) return failed(opened, since);
  if (opened.context.isStopped === true) return { ...plain, state: 'stopped' };
  const problem = opened.trouble();
  // Docker itself is away: nothing of it can run.
  if (problem?.code.startsWith('docker-')) return failed(problem, since);
  return { ...plain, state: 'running', reason: problem?.message ?? null, advice: problem?.advice ?? null };
}

function failed(problem: EngineError, since: number): ApplicationLife {
  return { state: 'failed', reason: problem.message, advice: problem.advice ?? null, since };
}

export function createLifeChanges({
  entryOf,
  isKnown,
  reopen,
  removeContainers,
  events,
  log,
}: Surroundings): LifeChanges {
  const announce = (id: string) => events.emit('applications.changed', { application: id });

  /** Does one change after what is under way; the entry tells of it meanwhile. */
  async function change(
    id: string,
    kind: LifeChange['kind'],
    work: (hurry: AbortSignal) => Promise<void>,
  ): Promise<void> {
    for (let before = entryOf(id).change; before !== null; before = entryOf(id).change) {
      await before.done.catch(() => undefined);
    }
    const entry = entryOf(id);
    const hurry = new AbortController();
    const done = Promise.resolve()
      .then(() => work(hurry.signal))
      .finally(() => {
        // It may have been opened anew.
        if (!isKnown(id)) return;
        const now = entryOf(id);
        now.change = null;
        now.since = Date.now();
        announce(id);
      });
    entry.change = { kind, hurry, done };
    entry.since = Date.now();
    announce(id);
    await done;
  }

  async function stop(id: string, jobs: JobsAtStop): Promise<ApplicationLife> {
    if (jobs === 'interrupt') entryOf(id).change?.hurry.abort();
    await change(id, 'stopping', async (hurry) => {
      const { opened } = entryOf(id);
      if (opened instanceof EngineError) throw opened;
      if (opened.context.isStopped === true) return;
      // Written down first: an engine that is killed now does not start it again.
      opened.setStopped(true);
      if (jobs === 'wait') await opened.drain(hurry);
      await reopen(id);
      await removeContainers(id).catch((cause: unknown) => {
        // Removed as soon as Docker answers again.
        log.warn({ application: id, cause: String(cause) }, 'containers are left of a stopped application');
      });
      log.info({ application: id }, 'an application was stopped');
    });
    return lifeOf(entryOf(id));
  }

  async function start(id: string): Promise<ApplicationLife> {
    await change(id, 'starting', async (hurry) => {
      const { opened } = entryOf(id);
      if (!(opened instanceof EngineError)) {
        if (opened.context.isStopped !== true) return;
        opened.setStopped(false);
      }
      await reopen(id);
      let now = entryOf(id).opened;
      // One that could not be opened before was to stay stopped.
      if (!(now instanceof EngineError) && now.context.isStopped === true) {
        now.setStopped(false);
        await reopen(id);
        now = entryOf(id).opened;
      }
      if (!(now instanceof EngineError)) await now.settled(hurry);
      log.info({ application: id }, 'an application was started');
    });
    return lifeOf(entryOf(id));
  }

  return {
    async end<Result>(id: string, work: () => Promise<Result>) {
      entryOf(id).change?.hurry.abort();
      const results: Result[] = [];
      await change(id, 'stopping', async () => void results.push(await work()));
      const [result] = results;
      if (result === undefined) throw new EngineError('internal');
      return result;
    },
    start: (id) => start(id),
    stop,
    async restart(id, jobs) {
      await stop(id, jobs).catch((cause: unknown) => {
        // One that cannot be opened has nothing to stop, and may be well again.
        if (!(entryOf(id).opened instanceof EngineError)) throw toEngineError(cause);
      });
      return start(id);
    },
  };
}
