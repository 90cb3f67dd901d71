import { existsSync } from 'node:fs';
import path from 'node:path';
import { EngineError } from '../../../contract/index.ts';
import type {
  BuildLog,
  ChosenWorkerOptions,
  RouteOutput,
  RouteRequest,
  Task,
  WorkerAtWork,
  WorkerCheck,
  WorkerComparison,
  WorkerDetail,
  WorkerSummary,
  WorkerVersion,
} from '../../../contract/index.ts';
import { inTurn } from '../context/index.ts';
import type { ApplicationContext } from '../context/index.ts';
import type { TakenFrom } from '../services/index.ts';
import { adopt, adoptableBy, servedBy, wishesOf } from './adopt.ts';
import { readBuildLog } from './build/buildLog.ts';
import { createBuilds } from './build/builds.ts';
import { checkWorkers } from './check.ts';
import { backUpWorker, restoreWorker } from './backup.ts';
import { installFolder } from './install.ts';
import type { WorkerInstallation } from './install.ts';
import { createInstalled } from './installed.ts';
import { compareWorker, folderOfVersion, rollBackWorker, versionsOf } from './life.ts';
import { openWorkerFolders } from './store/folders.ts';
import { baseImages, createWorkerFolder, previewDraft } from './draft/index.ts';
import { createProber } from './probe/probeBase.ts';
import { buildLogFile } from './store/places.ts';
import { readRecord, writeRecord } from './store/records.ts';
import { removeOldVersions } from './store/versions.ts';
import type { ImageBuilder, InstalledWorker } from './types.ts';

/** What the room needs of others. */
export interface WorkerRooms {
  builder: ImageBuilder;
  /** `dcm-processor/<application>`: begins the names of all images of the application. */
  repository: string;
  /** Of all images of the application. */
  labels: Readonly<Record<string, string>>;
  /** Installed services with the channels of their jobs. */
  services(): readonly { name: string; channels: readonly string[] }[];
  /** Proxies and the like, with which a build reaches the network. */
  networkVariables(): Promise<Readonly<Record<string, string>>>;
  /** How the containers of a worker fare. */
  atWork(worker: string): WorkerAtWork | null;
  /** Workers, their images or their options have changed. */
  onChanged(): void;
}

/** The workers of one application. */
export interface Workers {
  check(
    request: Omit<RouteRequest<'workers.check'>, 'application'>,
    signal: AbortSignal,
  ): Promise<WorkerCheck>;
  /** @throws EngineError `worker-invalid` with every finding, `worker-exists`, `channel-taken`, `disk-failed` */
  install(request: WorkerInstallation & { build: boolean }): Promise<RouteOutput<'workers.install'>>;
  baseImages(): Promise<RouteOutput<'workers.base_images'>>;
  /**
   * What `create` would write, and what would be built of it; nothing is written.
   * @param templates folder of the templates of the program
   */
  preview(
    templates: string,
    request: Omit<RouteRequest<'workers.preview'>, 'application'>,
    signal: AbortSignal,
  ): Promise<RouteOutput<'workers.preview'>>;
  /** @throws EngineError `folder-not-usable`, `worker-invalid` */
  create(
    templates: string,
    request: Omit<RouteRequest<'workers.create'>, 'application' | 'install'>,
  ): { folder: string };
  /** @throws EngineError `worker-not-found` */
  build(worker: string, fresh: boolean): Task;
  cancel(task: string): Task;
  buildLog(task: string, offset: number): BuildLog;
  list(): WorkerSummary[];
  /** @throws EngineError `worker-not-found` */
  get(worker: string): WorkerDetail;
  /** @throws EngineError `worker-not-found`, `worker-invalid` */
  setOptions(worker: string, options: ChosenWorkerOptions | null): WorkerSummary;
  /** @throws EngineError `worker-not-found`, `folder-not-usable`, `disk-failed` */
  remove(
    worker: string,
    options: { keepImage: boolean; backup?: string | undefined },
  ): Promise<RouteOutput<'workers.remove'>>;
  /** @throws EngineError `worker-not-found` */
  versions(worker: string): WorkerVersion[];
  /**
   * @param other a folder, or the number of an earlier version
   * @throws EngineError `worker-not-found`, `not-found`, `worker-invalid`
   */
  compare(worker: string, other: string | number, signal: AbortSignal): Promise<WorkerComparison>;
  /** @throws EngineError `worker-not-found`, `not-found`, `worker-invalid`, `channel-taken`, `disk-failed` */
  rollBack(
    worker: string,
    options: { number?: number | undefined; build: boolean },
  ): Promise<RouteOutput<'workers.roll_back'>>;
  /** @throws EngineError `worker-not-found` */
  setEnabled(worker: string, isEnabled: boolean): WorkerSummary;
  /** @throws EngineError `worker-not-found`, `folder-not-usable`, `disk-failed` */
  backup(worker: string, to: string): Promise<RouteOutput<'workers.backup'>>;
  /** @throws as `install` */
  restore(
    from: TakenFrom,
    options: { name?: string | undefined; replace: boolean; build: boolean },
  ): Promise<RouteOutput<'workers.restore'>>;
  adoptable(): RouteOutput<'workers.adoptable'>;
  /** @throws EngineError `worker-not-found`, `service-not-found`, `worker-invalid` */
  adopt(worker: string, service: string, environment: string | undefined): WorkerSummary;
  /** As containers are made of them. */
  installed(): InstalledWorker[];
  /** Names and identifiers of images that installed workers have or are built on, those that are not enabled included. */
  imagesInUse(): string[];
  /** Workers whose image is being built, or waits for it. */
  building(): string[];
  /** Does something with images while no build runs or begins. @throws EngineError `application-busy` where one does */
  whileNoBuild<Result>(work: () => Promise<Result>): Promise<Result>;
  /**
   * Compares with the images that there are: one that was deleted is built again. To be called after every connect, and
   * when containers were made anew.
   */
  reconcile(): Promise<void>;
  /** A container was removed: what Docker said of it. An image that only it used goes as well. */
  heedContainer(hint: { action: string; labels: Readonly<Record<string, string>> }): void;
  close(): Promise<void>;
}

export function createWorkers(context: ApplicationContext, rooms: WorkerRooms): Workers {
  const { builder } = rooms;
  const folders = openWorkerFolders(path.join(context.folders.root, 'workers'));
  const { placesOf, names, known } = folders;
  const prober = createProber(builder);
  /** Removed workers whose images go when their containers have gone. */
  const leaving = new Set<string>();
  /** What copies and removes folders of workers. */
  const next = inTurn();
  void next(clearUp);

  async function clearUp(): Promise<void> {
    await folders.clearUp().catch((cause: unknown) => {
      // The next start tries it again.
      context.log.warn({ cause: String(cause) }, 'what is left of workers could not be removed');
    });
  }
  function changed(): void {
    context.events.emit('workers.changed', { application: context.id });
    rooms.onChanged();
  }
  const installed = createInstalled(context, { names, placesOf, atWork: (name) => rooms.atWork(name) });
  const parts = () => ({
    builder,
    prober,
    application: context.id,
    repository: rooms.repository,
    labels: rooms.labels,
    options: context.options().build,
    networkVariables: rooms.networkVariables,
  });
  const builds = createBuilds(context, {
    parts,
    placesOf,
    settingsOf: (name) => installed.settingsOf(known(name)),
    change(name, changes) {
      const { recordFile, root } = placesOf(name);
      // It may have been removed while it was built.
      if (existsSync(root)) writeRecord(recordFile, { ...readRecord(recordFile), ...changes });
      changed();
    },
    ended: changed,
  });

  const check: Workers['check'] = (request, signal) =>
    checkWorkers({ ...parts(), installed, known, placesOf }, request, signal);
  // Only names of installed services become part of a path.
  const wishesOfInstalled = (service: string) =>
    rooms.services().some(({ name }) => name === service) ? wishesOf(context.folders.modules, service) : null;

  const inside = { installed, placesOf };
  /** Workers that were put in place, as they are then; their images are built where that is wanted. */
  async function placed(workers: readonly string[], build: boolean): Promise<RouteOutput<'workers.install'>> {
    const tasks = build ? workers.map((name) => builds.start(name, false)) : [];
    changed();
    for (const name of workers) {
      await removeOldVersions(placesOf(name)).catch((cause: unknown) => {
        // The next one tries it again.
        context.log.warn({ worker: name, cause: String(cause) }, 'old versions could not be removed');
      });
    }
    return { workers: workers.map((name) => installed.summary(name)), tasks };
  }

  async function reconcileOne(name: string): Promise<void> {
    const { recordFile } = placesOf(name);
    const { image } = readRecord(recordFile);
    if (image === null) return;
    if ((await builder.inspect(image.reference)) !== null) {
      await builds.removeOld(name, image.reference, null);
      return;
    }
    context.log.warn(
      { worker: name, image: image.reference },
      'the image of a worker is gone; building it again',
    );
    writeRecord(recordFile, { ...readRecord(recordFile), image: null });
    builds.start(name, false);
    changed();
  }
  async function reconcile(): Promise<void> {
    for (const name of names()) {
      await reconcileOne(name).catch((cause: unknown) => {
        // The next connect looks again.
        context.log.warn(
          { worker: name, cause: String(cause) },
          'the image of a worker could not be looked at',
        );
      });
    }
  }

  return {
    check,
    baseImages: () =>
      baseImages(
        builder,
        names().flatMap((name) => installed.tolerant(name).map(({ settings }) => settings.baseImage)),
      ),
    preview: (templates, request, signal) =>
      previewDraft(
        {
          templates,
          wishesOf: wishesOfInstalled,
          isInstalled: (name) => names().includes(name),
          check: (path, probe) => check({ path, probe }, signal),
        },
        request,
      ),
    create: (templates, request) => createWorkerFolder(templates, request, wishesOfInstalled),
    install: (request) => next(async () => placed(await installFolder(inside, request), request.build)),
    build: (worker, fresh) => builds.start(known(worker), fresh),
    cancel: (task) => builds.cancel(task),
    buildLog(task, offset) {
      const owner = names().find((name) => existsSync(buildLogFile(placesOf(name), task)));
      return readBuildLog(owner === undefined ? '' : buildLogFile(placesOf(owner), task), offset);
    },
    list: () => names().map((name) => installed.summary(name)),
    get: (worker) => installed.detail(known(worker)),
    setOptions(worker, options) {
      const name = known(worker);
      installed.setOptions(name, options);
      changed();
      return installed.summary(name);
    },
    async remove(worker, { keepImage, backup }) {
      const { name, copied } = await next(async () => {
        const found = known(worker);
        const places = placesOf(found);
        const made = backup === undefined ? null : await backUpWorker(places, found, backup);
        const { lastBuild } = readRecord(places.recordFile);
        if (lastBuild !== null && installed.summary(found).state === 'building')
          builds.cancel(lastBuild.task);
        folders.remove(found);
        changed();
        return { name: found, copied: made?.path ?? null };
      });
      void next(clearUp);
      if (keepImage) return { backup: copied, problem: null };
      leaving.add(name);
      const problem = await builds.removeOld(name, null, []);
      return {
        backup: copied,
        problem: problem === null ? null : `Its image could not be removed: ${problem}`,
      };
    },
    versions: (worker) => versionsOf(placesOf(known(worker))),
    async compare(worker, other, signal) {
      const name = known(worker);
      const places = placesOf(name);
      const folderOfOther = typeof other === 'number' ? folderOfVersion(places, name, other) : other;
      return compareWorker(places, name, folderOfOther, signal);
    },
    rollBack: (worker, { number, build }) =>
      next(async () => {
        const name = known(worker);
        const done = await rollBackWorker(inside, name, number);
        const { tasks } = await placed([name], build);
        return { worker: installed.summary(name), ...done, task: tasks[0] ?? null };
      }),
    setEnabled(worker, isEnabled) {
      const name = known(worker);
      installed.setEnabled(name, isEnabled);
      changed();
      return installed.summary(name);
    },
    backup: (worker, to) =>
      next(async () => {
        const name = known(worker);
        return backUpWorker(placesOf(name), name, to);
      }),
    restore: (from, { build, ...options }) =>
      next(async () => placed(await restoreWorker(inside, from, options), build)),
    adoptable() {
      const workers = names().flatMap((name) => installed.tolerant(name));
      return adoptableBy(workers, rooms.services(), context.folders.modules);
    },
    adopt(worker, service, environment) {
      const name = known(worker);
      const found = rooms.services().find((one) => one.name === service);
      if (found === undefined)
        throw new EngineError(
          'service-not-found',
          `There is no service "${service.slice(0, 100)}" in this application.`,
        );
      const wishes = wishesOf(context.folders.modules, found.name);
      if (wishes === null)
        throw new EngineError('worker-invalid', `The service "${service}" asks for nothing of a worker.`);
      const settings = installed.settingsOf(name);
      const served = servedBy(found.channels, [settings]);
      const { source, recordFile } = placesOf(name);
      const [first] = settings.settings.environments;
      adopt(source, settings, wishes, {
        environment: environment ?? served.environment ?? first?.name ?? null,
        entry: readRecord(recordFile).entry,
      });
      changed();
      return installed.summary(name);
    },
    installed: () => installed.all(),
    imagesInUse: () =>
      names().flatMap((name) => {
        const { image } = readRecord(placesOf(name).recordFile);
        const builtOn = installed
          .tolerant(name)
          .flatMap(({ settings }) => [
            settings.baseImage,
            ...(settings.image === null ? [] : [settings.image]),
          ]);
        return [...builtOn, ...(image === null ? [] : [image.reference, image.id])];
      }),
    building: () => names().filter((name) => installed.summary(name).state === 'building'),
    whileNoBuild: (work) => builds.whileNone(work),
    reconcile,
    heedContainer({ action, labels }) {
      const isOurs = Object.entries(rooms.labels).every(([key, value]) => labels[key] === value);
      const of = labels['dcm-processor.worker'];
      if (action !== 'destroy' || !isOurs || of === undefined) return;
      const name = names().find((one) => one === of);
      if (name === undefined) {
        if (leaving.has(of)) void builds.removeOld(of, null, []);
        return;
      }
      leaving.delete(of);
      const { image } = readRecord(placesOf(name).recordFile);
      if (image !== null && installed.summary(name).state !== 'building')
        void builds.removeOld(name, image.reference, null);
    },
    async close() {
      await next(() => builds.close());
    },
  };
}
