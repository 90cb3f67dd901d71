import { existsSync, rmSync } from 'node:fs';
import path from 'node:path';
import { crashPoint, inTurn } from '../context/index.ts';
import type { ApplicationContext } from '../context/index.ts';
import {
  bringPart,
  bringPartNow,
  clearLeftovers,
  parentOf,
  putBeside,
  removePart,
  swapIn,
} from './folders.ts';
import type { Part } from './folders.ts';
import { createHolds } from './holds.ts';
import { currentOf, isToBePlaced } from './records.ts';
import type { ServiceRecord, ServiceRecords } from './records.ts';
import type { ServiceFile } from './serviceFiles.ts';

/** Brings the folders of services to what their records say. */
export interface Places {
  /** Folder with the package that a new job of a service uses. */
  modulesOf(service: string): string;
  /** Resolves when everything that begins from now on has what the record says. */
  settle(service: string): Promise<void>;
  /** Nothing is put in place until the returned function is called. */
  hold(): Promise<() => void>;
  /** Running jobs of a service that go on with another version than the current one. */
  onEarlier(service: string): number;
  /** Why the version that a record says could not be put in place at the start; null where it lies there. */
  problem(service: string): string | null;
  close(): Promise<void>;
}

/** What is still used by jobs that began before: all of them are running. */
interface Used {
  service: string;
  /** What lies in the folder; null where that is not known. */
  version: string | null;
  jobRuns: Set<string>;
  /** A folder that goes when they have ended; null for `modules/<service>`, which is put in order then. */
  folder: string | null;
}

const parts: readonly Part[] = ['module', 'registry'];

/**
 * Opens the folders. What a record says and an engine that was killed did not do any more is done first.
 * @param filesOf files of a version
 */
export function openPlaces(
  context: ApplicationContext,
  records: ServiceRecords,
  filesOf: (version: string) => ServiceFile[],
): Places {
  const { folders, log } = context;
  const holds = createHolds();
  const problems = new Map<string, string>();
  /** Where new jobs find a service while others use `modules/<service>`. */
  const besides = new Map<string, string>();
  const used = new Set<Used>();
  const settling = new Set<Promise<void>>();
  /** One at a time. */
  const next = inTurn();

  clearLeftovers(folders);
  for (const record of records.all()) recover(record);

  function recover(record: ServiceRecord): void {
    const { name } = record;
    try {
      if (record.isRemoved) {
        for (const part of parts) removePart(parentOf(folders, part), name);
        records.delete(name);
      } else if (isToBePlaced(record)) {
        const { version } = currentOf(record);
        const files = filesOf(version);
        for (const part of parts) bringPartNow(parentOf(folders, part), name, part, files);
        for (const part of parts) swapIn(parentOf(folders, part), name);
        records.set({ ...record, placed: { registry: version, module: version } });
      }
    } catch (cause) {
      // The application opens all the same; the service says what is wrong with it.
      problems.set(name, String(cause));
      log.error({ service: name, cause: String(cause) }, 'a service could not be put in place');
    }
  }

  function running(service: string): Set<string> {
    const rows = context.history.all<{ id: string }>(
      "SELECT id FROM job_run WHERE state = 'running' AND service = ?",
      [service],
    );
    return new Set(rows.map(({ id }) => id));
  }

  const usersOf = (service: string): Used | undefined =>
    [...used].find((one) => one.service === service && one.folder === null);

  /** Running jobs that began with what new jobs find: all but those for which a folder is kept. */
  function newest(service: string): string[] {
    const others = new Set([...used].flatMap((one) => (one.service === service ? [...one.jobRuns] : [])));
    return [...running(service)].filter((id) => !others.has(id));
  }

  /** Running jobs that use `modules/<service>`. */
  function usersOfModules(service: string): Set<string> {
    const now = running(service);
    const before = [...(usersOf(service)?.jobRuns ?? [])].filter((id) => now.has(id));
    return new Set(besides.has(service) ? before : [...before, ...newest(service)]);
  }

  function retireBeside(service: string): void {
    const folder = besides.get(service);
    if (folder === undefined) return;
    besides.delete(service);
    const version = records.get(service)?.placed.registry ?? null;
    used.add({ service, version, folder, jobRuns: new Set(newest(service)) });
  }

  function waitFor(service: string, jobRuns: Set<string>): void {
    const found = usersOf(service);
    const version = records.get(service)?.placed.module ?? null;
    if (found === undefined) used.add({ service, version, jobRuns, folder: null });
    else found.jobRuns = jobRuns;
  }

  async function settleNow(service: string): Promise<void> {
    const record = records.get(service);
    if (record === undefined) return;
    if (record.isRemoved) await holds.whenFree(() => takeAway(service));
    else if (isToBePlaced(record)) await putInPlace(service);
    forgetUnused();
  }

  const settle = (service: string): Promise<void> => next(() => settleNow(service));

  async function putInPlace(name: string): Promise<void> {
    const before = records.get(name);
    if (before === undefined) return;
    const { version } = currentOf(before);
    const wanted = parts.filter((part) => before.placed[part] !== version);
    const files = filesOf(version);
    for (const part of wanted) await bringPart(parentOf(folders, part), name, part, files);
    crashPoint('service-copied');
    await holds.whenFree(() => {
      const record = records.get(name);
      // Changed again meanwhile: that comes after this and does it.
      if (record === undefined || record.isRemoved || currentOf(record).version !== version) return;
      // Decided and done in one go: no job can begin in between.
      const users = usersOfModules(name);
      const isFree = users.size === 0 || !existsSync(path.join(folders.modules, name));
      if (wanted.includes('registry')) swapIn(folders.registry, name);
      crashPoint('service-half-placed');
      let { module } = record.placed;
      // Also where the wanted modules lie in their place: they, not those beside them, are for new jobs then.
      retireBeside(name);
      if (wanted.includes('module')) {
        if (isFree) {
          swapIn(folders.modules, name);
          module = version;
        } else {
          besides.set(name, putBeside(folders.modules, name));
          waitFor(name, users);
        }
      }
      crashPoint('service-placed');
      records.set({ ...record, placed: { registry: version, module } });
    });
    problems.delete(name);
  }

  function takeAway(service: string): void {
    removePart(folders.registry, service);
    const users = usersOfModules(service);
    retireBeside(service);
    if (users.size > 0) {
      waitFor(service, users);
      return;
    }
    removePart(folders.modules, service);
    records.delete(service);
  }

  /** Puts in order what jobs that have ended were the last to use. */
  function forgetUnused(): void {
    for (const one of used) {
      const now = running(one.service);
      for (const id of one.jobRuns) if (!now.has(id)) one.jobRuns.delete(id);
      if (one.jobRuns.size > 0) continue;
      used.delete(one);
      if (one.folder !== null) rmSync(one.folder, { recursive: true, force: true });
      else settleLater(one.service);
    }
  }

  function settleLater(service: string): void {
    const settled = settle(service)
      .catch((cause: unknown) => {
        problems.set(service, String(cause));
        log.error({ service, cause: String(cause) }, 'a service could not be put in place');
      })
      .finally(() => {
        settling.delete(settled);
        context.events.emit('services.changed', { application: context.id });
      });
    settling.add(settled);
  }

  const endListening = context.events.listen((name, payload) => {
    if (name !== 'job_runs.changed' || used.size === 0 || payload.application !== context.id) return;
    if (!('state' in payload) || payload.state !== 'running') forgetUnused();
  });

  return {
    modulesOf: (service) => besides.get(service) ?? folders.modules,
    settle,
    hold: holds.hold,
    onEarlier(service) {
      const record = records.get(service);
      const version = record === undefined ? null : currentOf(record).version;
      const earlier = [...used].filter((one) => one.service === service && one.version !== version);
      return earlier.reduce((sum, { jobRuns }) => sum + jobRuns.size, 0);
    },
    problem: (service) => problems.get(service) ?? null,
    async close() {
      endListening();
      await Promise.all(settling);
    },
  };
}
