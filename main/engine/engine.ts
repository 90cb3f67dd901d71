import path from 'node:path';
import { EngineError, applicationOptionsSchema, toEngineError } from '../../contract/index.ts';
import type {
  ApplicationDetail,
  ApplicationOptions,
  ApplicationSummary,
  RouteOutput,
  RouteRequest,
} from '../../contract/index.ts';
import { productVersion, reachableHosts } from '../platform/index.ts';
import { removeContainers, usesDocker } from './applicationContainers.ts';
import { summaryOf } from './applicationSummary.ts';
import type { KnownEntry } from './applicationSummary.ts';
import { createApplicationCopies } from './applicationCopies.ts';
import type { ApplicationCopies } from './applicationCopies.ts';
import { beginAtLogin, createApplication, inDocker, readKnownApplications } from './applications/index.ts';
import type { KnownApplication } from './applications/index.ts';
import { checkApplication } from './checkApplication.ts';
import { engineDiagnostics } from './diagnose.ts';
import type { Diagnostics } from './diagnostics/index.ts';
import { createEventBus, createStillness } from './context/index.ts';
import type { EventBus, Logger, Stillness } from './context/index.ts';
import { lockHome } from './database/index.ts';
import type { History } from './database/index.ts';
import { createPool } from './dispatch/index.ts';
import { createGround } from './ground.ts';
import type { Ground } from './ground.ts';
import { hasJobRun } from './history/index.ts';
import { createLifeChanges } from './lifeChanges.ts';
import type { LifeChanges } from './lifeChanges.ts';
import { openApplication } from './openApplication.ts';
import { applicationPlaces, ownPlaces } from './ownPlaces.ts';
import { removeApplication } from './removeApplication.ts';
import { renameApplication } from './renameApplication.ts';
import { measureLoopDelay } from './loopDelay.ts';
import type { OpenApplication } from './openApplicationTypes.ts';
import type { Cipher } from './secrets/index.ts';
import { createDocker, nameCards } from './runtimes/index.ts';
import type { Docker } from './runtimes/index.ts';
import { createGeneralTasks } from './tasks/index.ts';
import type { GeneralTasks } from './tasks/index.ts';

/** The engine of one data home: every application with its rooms. */
export interface Engine {
  /** Folder of the data home. */
  home: string;
  events: EventBus;
  /** Shared by all applications. */
  docker: Docker;
  /** Long work that belongs to no application. */
  tasks: GeneralTasks;
  /** Secrets, network and sources: of the data home. */
  ground: Ground;
  /** @throws EngineError `application-not-found`, `application-damaged` */
  application(id: string): OpenApplication;
  /** @throws EngineError `not-found` */
  applicationOfJobRun(jobRun: string): OpenApplication;
  listApplications(): ApplicationSummary[];
  describeApplication(id: string): ApplicationDetail;
  createApplication(
    request: RouteRequest<'applications.create'>,
    begins?: { isStopped: boolean },
  ): ApplicationSummary;
  /** What would keep an application from being made or changed like that. */
  checkApplication(request: RouteRequest<'applications.check'>): Promise<RouteOutput<'applications.check'>>;
  /** @throws EngineError `application-exists` */
  renameApplication(id: string, name: string): ApplicationSummary;
  /** Backs up, restores and clones applications. */
  copies: ApplicationCopies;
  /** Starts, stops and restarts applications. */
  life: LifeChanges;
  /** What is wrong on this machine and in its applications. */
  diagnostics: Diagnostics;
  /** @throws EngineError `folder-not-usable`, `disk-failed`; then it is there as before, stopped */
  removeApplication(
    request: RouteRequest<'applications.remove'>,
  ): Promise<RouteOutput<'applications.remove'>>;
  setOptions(id: string, options: Partial<ApplicationOptions>): ApplicationDetail;
  status(): RouteOutput<'engine.status'>;
  /** Asks the process around the engine to end it. */
  requestStop(): void;
  close(): Promise<void>;
}

/** Pause before an application is opened again whose history another program holds, in milliseconds. */
const reopenPause = 1000;

/**
 * Takes the data home and opens every application of it. One that cannot be opened is listed with its problem and
 * harms no other.
 * @throws EngineError `engine-busy`
 */
export function startEngine(options: {
  home: string;
  log: Logger;
  logFile: string;
  onStop: () => void;
  /** The session starts the program: applications begin as was chosen for that. */
  atLogin?: boolean;
  /** The key store of the system; null or absent: there is none for this engine. */
  cipher?: Cipher | null;
}): Engine {
  const { home, log } = options;
  const unlock = lockHome(home);
  const events = createEventBus();
  const docker = createDocker({ home, events, log });
  const tasks = createGeneralTasks({ home, events, log });
  const ground = createGround({ home, cipher: options.cipher ?? null, tasks, log });
  const pool = createPool(nameCards());
  const startedAt = Date.now();
  const loopDelayP99 = measureLoopDelay();
  const entries = new Map<string, KnownEntry>();
  const stillnesses = new Map<string, Stillness>();
  /** Applications that are being removed. */
  const ending = new Set<string>();
  let isClosing = false;

  function open(known: KnownApplication, suspected = false): KnownEntry {
    let opened: OpenApplication | EngineError;
    let history: History | undefined;
    try {
      opened = openApplication(
        known,
        {
          events,
          log,
          docker,
          stillnessOf,
          ground,
          pool,
          ownPlaces: () => ownPlaces(home, entries.values()),
        },
        {
          suspected,
          onDamage: () => void setImmediate(() => void mend(entry)),
          onOpened: (one) => (history = one),
        },
      );
    } catch (cause) {
      // Rooms that were open already can do nothing more: they must not work beside those of a second try.
      history?.close();
      opened = toEngineError(cause);
      log.error(
        { application: known.id, code: opened.code, details: opened.details },
        'an application cannot be opened',
      );
    }
    const entry: KnownEntry = {
      known,
      opened,
      change: entries.get(known.id)?.change ?? null,
      since: Date.now(),
    };
    entries.set(known.id, entry);
    if (opened instanceof EngineError) {
      if (opened.code === 'database-busy') openLater(known.id, false);
      // Found only now, because a large history is not read whole each time.
      if (opened.code === 'database-damaged' && !suspected) openLater(known.id, true);
    }
    return entry;
  }
  /** Closes an application whose history was found damaged, and opens it with one that is not. */
  async function mend({ known: { id }, opened }: KnownEntry): Promise<void> {
    const entry = entries.get(id);
    if (opened instanceof EngineError || entry?.opened !== opened || ending.has(id)) return;
    log.error({ application: id }, 'the history is damaged; restoring it');
    entry.opened = new EngineError('database-damaged');
    entry.since = Date.now();
    events.emit('applications.changed', { application: id });
    // Rooms cannot write down what they were doing; that is what the backup is for.
    await opened.close().catch(() => opened.context.history.close());
    openAgain(id, true);
  }
  /** Another program may hold the history: it is opened as soon as that lets go of it. */
  function openLater(id: string, suspected: boolean): void {
    setTimeout(() => openAgain(id, suspected), reopenPause).unref();
  }
  /** Opens an application as it is known now, unless it is removed or was opened meanwhile. */
  function openAgain(id: string, suspected: boolean): void {
    const entry = entries.get(id);
    if (isClosing || ending.has(id) || !(entry?.opened instanceof EngineError)) return;
    open(entry.known, suspected);
    events.emit('applications.changed', { application: id });
  }
  try {
    for (const known of readKnownApplications(home)) {
      if (options.atLogin === true) beginAtLogin(known);
      open(known);
    }
  } catch (cause) {
    unlock();
    throw cause;
  }

  function stillnessOf(id: string): Stillness {
    const stillness = stillnesses.get(id) ?? createStillness();
    stillnesses.set(id, stillness);
    return stillness;
  }
  function entryOf(id: string): KnownEntry {
    const entry = entries.get(id);
    if (entry === undefined) throw new EngineError('application-not-found');
    return entry;
  }
  function application(id: string): OpenApplication {
    const { opened } = entryOf(id);
    if (opened instanceof EngineError) throw opened;
    return opened;
  }
  /** Closes an application; nothing of it can be asked afterwards. */
  async function closeEntry(id: string): Promise<void> {
    const entry = entryOf(id);
    if (entry.opened instanceof EngineError) return;
    await entry.opened.close();
    entry.opened = new EngineError('application-busy');
  }
  /** Opens an application again, as its settings say now; until it is closed, it can be read. */
  async function reopen(id: string): Promise<void> {
    await closeEntry(id);
    // It may have been renamed meanwhile.
    if (!isClosing) open(entryOf(id).known);
  }
  async function removeContainersOf(id: string): Promise<void> {
    const { opened } = entryOf(id);
    if (opened instanceof EngineError || !usesDocker(opened.settings().options)) return;
    await removeContainers(docker, inDocker(opened.settings()));
  }
  // Of applications that were stopped while Docker was away.
  docker.engine.onConnected(() => {
    for (const [id, { opened }] of entries) {
      if (opened instanceof EngineError || opened.context.isStopped !== true) continue;
      removeContainersOf(id).catch((cause: unknown) => {
        log.warn({ application: id, cause: String(cause) }, 'containers of a stopped application are left');
      });
    }
  });
  const life = createLifeChanges({
    entryOf,
    isKnown: (id) => entries.has(id),
    reopen,
    removeContainers: removeContainersOf,
    events,
    log,
  });

  const check: Engine['checkApplication'] = (request) =>
    checkApplication(request, {
      home,
      docker,
      known: [...entries.values()].map(({ known }) => known),
      applications: openOnes().map((one) => ({
        ...one.settings(),
        isRunning: one.context.isStopped !== true,
      })),
    });
  const copies = createApplicationCopies({
    home,
    tasks,
    keyStore: ground.secrets,
    stillnessOf,
    applicationPlaces: () => applicationPlaces(entries.values()),
    isEnding: (id) => ending.has(id),
    knownOf: (id) => entryOf(id).known,
    opened(known) {
      open(known);
      events.emit('applications.changed', { application: known.id });
    },
    check,
  });

  async function reopenForCheck(id: string, isDamaged: boolean): Promise<void> {
    const entry = entryOf(id);
    if (!isDamaged) await life.restart(id, 'interrupt');
    else if (entry.opened instanceof EngineError) openAgain(id, true);
    else await mend(entry);
  }
  function setOptions(id: string, changes: Partial<ApplicationOptions>): ApplicationDetail {
    const one = application(id);
    one.setOptions(applicationOptionsSchema.parse({ ...one.settings().options, ...changes }));
    return describeApplication(id);
  }
  const diagnostics = engineDiagnostics({
    home,
    startedAt,
    logFile: path.resolve(options.logFile),
    docker,
    ground,
    tasks,
    entries: () =>
      [...entries.values()].map((entry) => ({ summary: summaryOf(entry), opened: entry.opened })),
    reopen: reopenForCheck,
    setOptions,
  });

  function describeApplication(id: string): ApplicationDetail {
    return { ...summaryOf(entryOf(id)), ...application(id).describe() };
  }
  const openOnes = () =>
    [...entries.values()].flatMap(({ opened }) => (opened instanceof EngineError ? [] : [opened]));

  return {
    home,
    events,
    docker,
    tasks,
    ground,
    application,
    applicationOfJobRun(jobRun) {
      const found = openOnes().find((one) => hasJobRun(one.context.history, jobRun));
      if (found === undefined)
        throw new EngineError('not-found', `There is no job run ${jobRun}. Identifiers are written in full.`);
      return found;
    },
    listApplications: () => [...entries.values()].map(summaryOf),
    describeApplication,
    createApplication(request, begins) {
      const entry = open(createApplication(home, request, begins));
      events.emit('applications.changed', { application: entry.known.id });
      return summaryOf(entry);
    },
    checkApplication: check,
    renameApplication(id, name) {
      const entry = entryOf(id);
      const all = [...entries.values()].map(({ known }) => known);
      entry.known = renameApplication({ home, known: entry.known, opened: application(id), all }, name);
      events.emit('applications.changed', { application: id });
      return summaryOf(entry);
    },
    copies,
    life,
    diagnostics,
    async removeApplication({ application: id, ...options }) {
      if (ending.has(id)) throw new EngineError('application-busy', 'The application is being removed.');
      if (copies.isCopying(id)) {
        throw new EngineError('application-busy', 'The application is being copied.', {
          advice: 'Wait for the backup or clone to end, or cancel it.',
        });
      }
      ending.add(id);
      try {
        return await life.end(id, () => {
          const { known, opened } = entryOf(id);
          return removeApplication({
            home,
            docker,
            known,
            opened,
            options,
            checkBackup: (file) => copies.checkTarget(id, file),
            backUp: (file) => copies.backUpWhole(id, file, options.includeSecrets),
            close: () => closeEntry(id),
            reopen: async () => void (isClosing || open(entryOf(id).known)),
            forgotten() {
              entries.delete(id);
              events.emit('applications.changed', { application: id });
            },
          });
        });
      } finally {
        ending.delete(id);
      }
    },
    setOptions,
    status: () => ({
      version: productVersion,
      home,
      pid: process.pid,
      node: process.versions.node,
      startedAt,
      logFile: path.resolve(options.logFile),
      hosts: reachableHosts(),
      residentMemory: process.memoryUsage.rss(),
      loopDelayP99Ms: loopDelayP99(),
    }),
    requestStop: options.onStop,
    async close() {
      isClosing = true;
      await ground.sources.end();
      await tasks.close();
      await Promise.all(openOnes().map((one) => one.close()));
      await docker.close();
      unlock();
    },
  };
}
