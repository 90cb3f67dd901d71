import { existsSync, readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { EngineError, workerNameSchema } from '../../../contract/index.ts';
import type {
  BuildLog,
  ChosenWorkerOptions,
  RouteOutput,
  RouteRequest,
  SourceOrigin,
  Task,
  WorkerAtWork,
  WorkerCheck,
  WorkerComparison,
  WorkerDetail,
  WorkerSummary,
  WorkerVersion,
} from '../../../contract/index.ts';
import type { ApplicationContext } from '../context/index.ts';
import { adopt, adoptedBy, servedBy, wishesOf } from './adopt.ts';
import { readBuildLog } from './build/buildLog.ts';
import { createBuilds } from './build/builds.ts';
import { checkWorkers } from './check.ts';
import { installFolder } from './install.ts';
import { createInstalled } from './installed.ts';
import { compareWorker, folderOfVersion, rollBackWorker, versionsOf } from './life.ts';
import { copyWorker } from './store/copyWorker.ts';
import { recoverSource } from './store/placeWorker.ts';
import { baseImages, createWorkerFolder, previewDraft } from './draft/index.ts';
import { createProber } from './probe/probeBase.ts';
import { buildLogFile, workerPlaces } from './store/places.ts';
import { readRecord, writeRecord } from './store/records.ts';
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
  /**
   * @param request.origin where the folder came from, where that is not the folder itself
   * @throws EngineError `worker-invalid` with every finding, `worker-exists`, `channel-taken`
   */
  install(
    request: Omit<RouteRequest<'workers.install'>, 'application' | 'staged'> & {
      origin?: SourceOrigin | undefined;
    },
  ): RouteOutput<'workers.install'>;
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
  /** @throws EngineError `worker-not-found`, `folder-not-usable` */
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
  /** @throws EngineError `worker-not-found`, `not-found`, `worker-invalid` */
  rollBack(
    worker: string,
    options: { number?: number | undefined; build: boolean },
  ): RouteOutput<'workers.roll_back'>;
  /** @throws EngineError `worker-not-found` */
  setEnabled(worker: string, isEnabled: boolean): WorkerSummary;
  /** @throws EngineError `worker-not-found`, `folder-not-usable` */
  backup(worker: string, folder: string): { folder: string };
  adoptable(): RouteOutput<'workers.adoptable'>;
  /** @throws EngineError `worker-not-found`, `service-not-found`, `worker-invalid` */
  adopt(worker: string, service: string, environment: string | undefined): WorkerSummary;
  /** As containers are made of them. */
  installed(): InstalledWorker[];
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
  const folder = path.join(context.folders.root, 'workers');
  const placesOf = (name: string) => workerPlaces(folder, name);
  const prober = createProber(builder);
  /** Removed workers whose images go when their containers have gone. */
  const leaving = new Set<string>();
  for (const name of names()) recoverSource(placesOf(name));

  function names(): string[] {
    if (!existsSync(folder)) return [];
    return readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && workerNameSchema.safeParse(entry.name).data === entry.name)
      .map((entry) => entry.name)
      .sort();
  }
  /** @throws EngineError `worker-not-found` */
  function known(name: string): string {
    const found = names().find((one) => one === name.trim().toLowerCase());
    if (found === undefined)
      throw new EngineError(
        'worker-not-found',
        `There is no worker "${name.slice(0, 100)}" in this application.`,
      );
    return found;
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

  const copyTo = (name: string, target: string) => copyWorker(placesOf(name), name, target);

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
    install(request) {
      const workers = installFolder({ installed, placesOf }, request);
      const tasks = request.build ? workers.map((name) => builds.start(name, false)) : [];
      changed();
      return { workers: workers.map((name) => installed.summary(name)), tasks };
    },
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
      const name = known(worker);
      const copied = backup === undefined ? null : copyTo(name, backup).folder;
      const { root, recordFile } = placesOf(name);
      const { lastBuild } = readRecord(recordFile);
      if (lastBuild !== null && installed.summary(name).state === 'building') builds.cancel(lastBuild.task);
      rmSync(root, { recursive: true, force: true });
      changed();
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
    rollBack(worker, { number, build }) {
      const name = known(worker);
      const done = rollBackWorker(placesOf(name), name, number);
      const task = build ? builds.start(name, false) : null;
      changed();
      return { worker: installed.summary(name), ...done, task };
    },
    setEnabled(worker, isEnabled) {
      const name = known(worker);
      installed.setEnabled(name, isEnabled);
      changed();
      return installed.summary(name);
    },
    backup: (worker, target) => copyTo(known(worker), target),
    adoptable() {
      const workers = names().flatMap((name) => installed.tolerant(name));
      return rooms.services().flatMap(({ name, channels }) => {
        const wishes = wishesOf(context.folders.modules, name);
        if (wishes === null) return [];
        const { service, requirements, script } = wishes;
        const by = adoptedBy(wishes, workers);
        return [{ service, requirements, script, adoptedBy: by, ...servedBy(channels, workers) }];
      });
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
    close: () => builds.close(),
  };
}
