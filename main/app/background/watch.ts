import type {
  DesktopSettings,
  DiskState,
  EngineClient,
  EventMap,
  RunState,
} from '../../../contract/index.ts';
import { gathered, tidingOfDisk, tidingOfRun } from './tidings.ts';
import type { Tiding } from './tidings.ts';

/** How the program is doing, for its icon in the tray. */
export type Doing =
  | { state: 'no-engine' | 'stopped' | 'idle' | 'paused' }
  | { state: 'busy'; running: number; queued: number };

/** Hears what the engine does on behalf of tray and notifications. */
export interface Watch {
  /** The engine that serves from now on, or none. */
  follow(client: EngineClient | null): void;
  close(): void;
}

/** Time that ends of runs are gathered before they are told, in milliseconds. */
const gatherTime = 1000;
/** Least time between two looks at what is queued and at disks, in milliseconds. */
const lookTime = 2000;
/** Most runs of one moment that are asked for singly. */
const mostAsked = 20;
/** Of so many ended runs it is remembered that they were told. */
const mostRemembered = 10_000;

/** @param options.onTrouble something could not be asked; the next event asks again */
export function createWatch(options: {
  settings: () => DesktopSettings;
  onDoing: (doing: Doing) => void;
  onTidings: (tidings: Tiding[]) => void;
  onTrouble: (cause: unknown) => void;
}): Watch {
  let client: EngineClient | null = null;
  let stop: () => void = () => undefined;
  /** Runs whose end was noticed, so that it is told once; one that begins again leaves. */
  const ended = new Set<string>();
  let endedNow: { application: string; run: string; state: RunState }[] = [];
  const disks = new Map<string, DiskState['state']>();
  const doubtfulDisks = new Set<string>();

  const tellEnds = soon(gatherTime, async (asked) => {
    const names = await namesOf(asked);
    const some = endedNow;
    endedNow = [];
    const tidings = [];
    for (const { application, run, state } of some) {
      const isMany = some.length > mostAsked;
      const detail = isMany ? null : await orNothing(asked.request('runs.get', { application, run }));
      const one = {
        application,
        applicationName: names.get(application) ?? '',
        run,
        state,
        detail: detail && {
          number: detail.number,
          failedJobs: (detail.jobCounts.failed ?? 0) + (detail.jobCounts['timed-out'] ?? 0),
          PatientName: detail.PatientName,
        },
      };
      const tiding = tidingOfRun(one, options.settings());
      if (tiding !== null) tidings.push(tiding);
    }
    if (tidings.length > 0) options.onTidings(gathered(tidings));
  });

  const lookAtDisks = soon(lookTime, async (asked) => {
    const applications = [...doubtfulDisks];
    doubtfulDisks.clear();
    for (const application of applications) {
      const doors = await orNothing(asked.request('doors.list', { application }));
      if (doors === null) continue;
      const { disk } = doors;
      const before = disks.get(application) ?? 'ok';
      disks.set(application, disk.state);
      if (disk.state === before) continue;
      const applicationName = (await namesOf(asked)).get(application) ?? '';
      const tiding = tidingOfDisk({ application, applicationName, disk }, options.settings());
      if (tiding !== null) options.onTidings([tiding]);
    }
  });

  const lookAtJobs = soon(lookTime, async (asked) => options.onDoing(await doingOf(asked)));

  /** One of several questions: the others are not lost with it. */
  function orNothing<Answer>(question: Promise<Answer>): Promise<Answer | null> {
    return question.catch((cause: unknown) => {
      options.onTrouble(cause);
      return null;
    });
  }

  /** Does something once after a pause, however often it is called for. */
  function soon(pause: number, work: (asked: EngineClient) => Promise<void>) {
    let timer: NodeJS.Timeout | undefined;
    function cancel(): void {
      clearTimeout(timer);
      timer = undefined;
    }
    function now(): void {
      cancel();
      if (client !== null) void work(client).catch(options.onTrouble);
    }
    return { now, later: () => void (timer ??= setTimeout(now, pause)), cancel };
  }

  function runChanged({ application, run, state }: EventMap['runs.changed']): void {
    if (state === 'active') ended.delete(run);
    if ((state !== 'succeeded' && state !== 'failed') || ended.has(run)) return;
    ended.add(run);
    const [oldest] = ended;
    if (ended.size > mostRemembered && oldest !== undefined) ended.delete(oldest);
    endedNow.push({ application, run, state });
    tellEnds.later();
  }

  return {
    follow(next) {
      stop();
      for (const one of [tellEnds, lookAtDisks, lookAtJobs]) one.cancel();
      endedNow = [];
      client = next;
      if (next === null) return options.onDoing({ state: 'no-engine' });
      stop = next.onEvent((name, payload) => {
        if (name === 'runs.changed') runChanged(payload as EventMap['runs.changed']);
        if (name === 'doors.changed') {
          doubtfulDisks.add((payload as EventMap['doors.changed']).application);
          lookAtDisks.later();
        }
        if (jobEvents.has(name)) lookAtJobs.later();
      });
      lookAtJobs.now();
    },
    close() {
      stop();
      for (const one of [tellEnds, lookAtDisks, lookAtJobs]) one.cancel();
      client = null;
    },
  };
}

const jobEvents: ReadonlySet<string> = new Set([
  'applications.changed',
  'channels.changed',
  'job_runs.changed',
  'runs.changed',
]);

async function namesOf(client: EngineClient): Promise<Map<string, string>> {
  const applications = await client.request('applications.list', {});
  return new Map(applications.map(({ id, name }) => [id, name]));
}

/** What all applications together do. */
export async function doingOf(client: EngineClient): Promise<Doing> {
  const running = await runningApplications(client);
  if (running.length === 0) return { state: 'stopped' };
  const all = await Promise.all(
    running.map((application) => client.request('channels.list', { application })),
  );
  const sum = (what: 'running' | 'queued') =>
    all.flatMap(({ channels }) => channels).reduce((total, channel) => total + channel[what], 0);
  if (all.every(({ paused }) => paused !== null)) return { state: 'paused' };
  const [busy, queued] = [sum('running'), sum('queued')];
  return busy + queued === 0 ? { state: 'idle' } : { state: 'busy', running: busy, queued };
}

/** Applications that run, by id. */
export async function runningApplications(client: EngineClient): Promise<string[]> {
  const applications = await client.request('applications.list', {});
  return applications
    .filter(({ state, life }) => state === 'open' && life.state === 'running')
    .map(({ id }) => id);
}
