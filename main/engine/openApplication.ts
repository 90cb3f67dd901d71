import { mkdirSync } from 'node:fs';
import { EngineError, isGeneralTaskKind } from '../../contract/index.ts';
import type { Arrival } from '../../contract/index.ts';
import { templatesFolder } from '../platform/index.ts';
import { openRuntime } from './applicationRuntime.ts';
import { assertDataFolder, inDocker, readSettings, writeSettings } from './applications/index.ts';
import type { ApplicationSettings, KnownApplication } from './applications/index.ts';
import { createBackups } from './backups/index.ts';
import { createArchive, hasInstances } from './archive/index.ts';
import { createCompleteness } from './completeness/index.ts';
import { applicationFolders } from './context/index.ts';
import type { ApplicationContext } from './context/index.ts';
import { openSoundHistory } from './database/index.ts';
import { createDeletion } from './deletion/index.ts';
import { createDelivery, createSend } from './delivery/index.ts';
import { readTags } from './dicom/index.ts';
import { assertRunSpace } from './assertRunSpace.ts';
import { askedFromInWords, createDispatch, readPauses } from './dispatch/index.ts';
import type { Dispatch } from './dispatch/index.ts';
import { countEverything, getArrival, getTask } from './history/index.ts';
import { tryService } from './drafts/index.ts';
import { createDiskMeter } from './diskUse/index.ts';
import { createExports, saysItAnonymizes } from './exports/index.ts';
import { createExplain } from './explain/index.ts';
import { countAtPeer, createIntake } from './intake/index.ts';
import type { Intake } from './intake/index.ts';
import { addressOf, createPeers } from './peers/index.ts';
import { createEstimates } from './estimates/index.ts';
import { createWitness, usesVersion } from './provenance/index.ts';
import { createGolden } from './golden/index.ts';
import { createWorkbenches } from './workbench/index.ts';
import { createScratch } from './scratch/index.ts';
import { createQuarantine } from './quarantine/index.ts';
import { createPlanning } from './planning/index.ts';
import type { Planning } from './planning/index.ts';
import { createRetention } from './retention/index.ts';
import { createInit } from './initTask.ts';
import { openComponents } from './openComponents.ts';
import { createServices } from './services/index.ts';
import { createValidation } from './validation/index.ts';
import { createWorkers } from './workers/index.ts';
import type { DamageOptions, OpenApplication, SharedParts } from './openApplicationTypes.ts';

/**
 * Opens the application in its folder and sets its rooms to work, each beginning with what is due in the history. A
 * history that is damaged is replaced by its newest good backup first.
 * @throws EngineError `application-damaged`, `database-newer`, `database-failed`, `database-busy`
 */
export function openApplication(
  known: KnownApplication,
  { events, log, docker, stillnessOf, ownPlaces, ground, pool }: SharedParts,
  damage: DamageOptions,
): OpenApplication {
  const folders = applicationFolders(known.folder);
  assertDataFolder(known.folder);
  const wasUsed = hasInstances(folders.archive);
  const onHeld = () => events.emit('applications.changed', { application: known.id });
  let settings = readSettings(folders.settingsFile);
  const named = inDocker(settings);
  for (const folder of [folders.archive, folders.registry, folders.modules, folders.runs, folders.logs]) {
    mkdirSync(folder, { recursive: true });
  }
  const context: ApplicationContext = {
    id: settings.id,
    folders,
    history: openSoundHistory({ ...folders, wasUsed }, { ...damage, onHeld }),
    events,
    log,
    isStopped: settings.isStopped,
    keyStore: ground.secrets,
    stillness: stillnessOf(settings.id),
    ownPlaces,
    componentVariables: () => components.variables(),
    options: () => settings.options,
  };
  damage.onOpened(context.history);

  // Rooms wake those further down, which are made first; the runtime wakes both that wait for environments.
  const wakers: { planning?: Planning; dispatch?: Dispatch; disk?: Intake['disk'] } = {};
  const onRuntimeChanged = () => {
    wakers.planning?.wake();
    wakers.dispatch?.wake();
    events.emit('applications.changed', { application: settings.id });
  };
  const networkVariables = () => ground.network.containerVariables();
  const holder = openRuntime(context, {
    name: named.name,
    docker,
    networkVariables,
    workers: () => workers,
    onChange: onRuntimeChanged,
  });
  const endContainerLogs = docker.containers.keepLogs(settings.id, folders.containerLogs);
  const delivery = createDelivery(context);
  const onRunEnded = (run: string) => delivery.runEnded(run);
  const services = createServices(context, {
    async validate(folder, name) {
      const { findings } = await validation.inspect(folder, name, true, new AbortController().signal);
      return findings;
    },
  });
  const validation = createValidation(context, {
    runtime: holder.runtime,
    services,
    // pip asks on this machine there, not in a container.
    networkVariables: () =>
      settings.options.runtime === 'local' ? ground.network.pipVariables() : networkVariables(),
  });
  const workers = createWorkers(context, {
    ...docker.imagesOf(named),
    networkVariables,
    services: () =>
      services.list().map(({ name, jobs }) => ({ name, channels: jobs.map(({ channel }) => channel) })),
    atWork: (worker) => holder.atWork(worker),
    onChanged() {
      holder.workersChanged();
      events.emit('applications.changed', { application: settings.id });
    },
  });
  const endReconciling = docker.engine.onConnected(() => void workers.reconcile());
  const endHints = docker.engine.onContainer((hint) => workers.heedContainer(hint));
  const witness = createWitness({ runtime: holder.runtime, versions: services.versions });
  const hasSpace = () => !['full', 'failed'].includes(wakers.disk?.().state ?? 'ok');
  const dispatch = createDispatch(context, {
    runtime: holder.runtime,
    onRunEnded,
    pool,
    name: () => settings.name,
    witness,
    hasSpace,
    modulesOf: services.modulesOf,
  });
  const completeness = createCompleteness(context, {
    wakePlanning: () => wakers.planning?.wake(),
    countAtPeer: (peer, uid, signal) => countAtPeer(peer, settings.options, uid, signal, context.keyStore),
  });
  const archive = createArchive(context, { completeness });
  const backups = createBackups(context, {
    async reindex(signal) {
      const found = await archive.reindex(signal);
      // What the archive has tells what conflicts with it.
      await quarantine.findAgain(signal);
      return found;
    },
    onDamage: damage.onDamage,
  });
  const quarantine = createQuarantine(context, archive);
  const planning = createPlanning(context, {
    runtime: holder.runtime,
    instances: archive,
    services,
    readTags,
    assertSpace: () => assertRunSpace(intake.disk()),
    wakeDispatch: () => dispatch.wake(),
    onRunEnded,
  });
  wakers.planning = planning;
  wakers.dispatch = dispatch;
  wakers.disk = () => intake.disk();
  const peers = createPeers(context, (list) => setOptions({ ...settings.options, peers: list }));
  const intake = createIntake(context, archive, quarantine, {
    associationEnded: (...ended) => completeness.associationEnded(...ended),
    commitmentAsked: (named) => completeness.commitmentAsked(named),
    fetches: completeness.fetches,
    peers,
    findPeer(aeTitle) {
      const peer = peers.list().find((one) => one.kind === 'dicom' && one.aeTitle === aeTitle);
      return peer?.kind === 'dicom' ? addressOf(peer, settings.options) : null;
    },
  });

  const components = openComponents(context, named, { docker, archive, intake });
  const init = createInit(context, { components, workers });
  const send = createSend(context, { peers, instances: archive });
  const { runtime } = holder;
  const beside = { runtime, trials: dispatch.trials, services, instances: archive };
  const scratch = createScratch(context, { ...beside, planning });
  const workbenches = createWorkbenches(context, beside);
  const retention = createRetention(context, {
    deleteQuarantined: (ids) => quarantine.delete(ids),
    trialsBefore: async (time) => [...scratch.endedBefore(time), ...(await workbenches.untouchedSince(time))],
  });
  const deletion = createDeletion(context, {
    archive,
    completeness,
    control: dispatch.control,
    retention,
    abandon: (arrival) => planning.abandon(arrival),
    hasOrthanc: () => components.list().length > 0,
  });
  const exports = createExports(context, {
    instances: archive,
    anonymizers: {
      list: () =>
        services
          .list()
          .filter(({ name, jobs }) => saysItAnonymizes([name, ...jobs.map(({ jobName }) => jobName)]))
          .map(({ name }) => name),
      run: (asked, use) => scratch.lend(asked, use),
      clear: (id) => scratch.clearLent(id),
    },
  });
  const diskMeter = createDiskMeter(context, { images: () => docker.bytesOfImages(named) });
  const golden = createGolden(context, beside);
  const forgotten = services.versions
    .removeUnused((version) => usesVersion(context.history, version) || scratch.uses(version))
    .catch((cause: unknown) => {
      log.warn({ cause: String(cause) }, 'old versions of services could not be removed');
    });

  let intakeClosed: Promise<void> | undefined;
  const closeIntake = () => (intakeClosed ??= intake.close());

  function setOptions(options: ApplicationSettings['options']): void {
    const before = settings.options;
    const changed = { ...settings, options };
    writeSettings(folders.settingsFile, changed);
    settings = changed;
    completeness.optionsChanged();
    retention.wake();
    backups.optionsChanged();
    components.optionsChanged();
    holder.optionsChanged(before);
    events.emit('applications.changed', { application: settings.id });
  }

  return {
    context,
    settings: () => settings,
    intake,
    quarantine,
    peers,
    backups,
    retention,
    send,
    deletion,
    exports,
    diskMeter,
    scratch,
    golden,
    workbenches,
    estimates: createEstimates(context.history, {
      environments: () => holder.runtime.environments(),
      pauses: () => readPauses(context.history),
    }),
    cancelTask(task) {
      const rooms = {
        import: intake.imports,
        retrieve: intake.pull,
        send,
        scratch,
        golden,
        replay: planning.replay,
        build: workers,
        init,
        delete: deletion,
        export: exports,
      };
      const { kind } = getTask(context.history, task);
      if (isGeneralTaskKind(kind)) throw new EngineError('not-found', 'There is no such task.');
      return rooms[kind].cancel(task);
    },
    completeness,
    control: dispatch.control,
    knownChannels: () => services.list().flatMap((service) => service.jobs.map(({ channel }) => channel)),
    cancelArrival(arrival, from) {
      completeness.cancel(arrival, `Its planning was cancelled ${askedFromInWords[from]}.`);
      planning.abandon(arrival);
      return openArrival(context, arrival);
    },
    services,
    workers,
    components,
    init,
    reprocess(level, key) {
      return openArrival(context, completeness.reprocess(level, key));
    },
    replay: planning.replay,
    explain: createExplain(context, { planning, instances: archive }),
    validation,
    tryService: (what, on, signal) =>
      tryService({ context, planning, templates: templatesFolder() }, what, on, signal),
    previewFilters: (what, filters, signal) => planning.previewFilters(what, filters, signal),
    extend(arrival, seconds) {
      completeness.extend(arrival, seconds);
      return openArrival(context, arrival);
    },
    setOptions,
    describe() {
      const problem = holder.problem();
      return {
        options: settings.options,
        runtime: {
          state: problem === null ? 'ready' : 'failed',
          problem: problem?.message ?? null,
          details: problem?.details ?? null,
          environments: holder.runtime.environments().map((environment) => ({
            ...environment,
            channels: [...environment.channels],
          })),
        },
        counts: { ...countEverything(context.history), services: services.list().length },
      };
    },
    trouble() {
      const ofRuntime = settings.options.runtime === 'docker' ? holder.problem() : null;
      return context.isStopped === true ? null : (components.problem() ?? ofRuntime);
    },
    async settled(signal) {
      await Promise.all([components.settled(signal), holder.docker()?.reconcile()]);
    },
    rename(name) {
      const changed = { ...settings, name, nameInDocker: named.name };
      writeSettings(folders.settingsFile, changed);
      settings = changed;
    },
    setStopped(isStopped) {
      const changed = { ...settings, isStopped };
      writeSettings(folders.settingsFile, changed);
      settings = changed;
    },
    async drain(signal) {
      await closeIntake();
      await dispatch.drain(signal);
    },
    async close() {
      // In the order of the walk, so that no room hands work to one that has ended.
      await init.close();
      await components.close();
      await closeIntake();
      await backups.close();
      await quarantine.close();
      await diskMeter.close();
      await exports.close();
      await deletion.close();
      await retention.close();
      await archive.close();
      await completeness.close();
      await forgotten;
      await golden.close();
      await scratch.close();
      await planning.close();
      await dispatch.close();
      await validation.close();
      await services.close();
      await send.close();
      await delivery.close();
      endReconciling();
      endHints();
      await workers.close();
      await holder.runtime.close();
      await endContainerLogs();
      context.history.close();
    },
  };
}

function openArrival(context: ApplicationContext, id: string): Arrival {
  const arrival = getArrival(context.history, id);
  if (arrival === undefined)
    throw new EngineError('not-found', 'The arrival was planned meanwhile; see the runs.');
  return arrival;
}
