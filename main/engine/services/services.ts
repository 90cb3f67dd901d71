import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { EngineError } from '../../../contract/index.ts';
import type {
  JobChanges,
  JobOptionField,
  ServiceComparison,
  ServiceDetail,
  ServiceSummary,
  ServiceVersion,
} from '../../../contract/index.ts';
import type { ApplicationContext } from '../context/index.ts';
import { compareService } from './compareService.ts';
import type { ComparedWith } from './compareService.ts';
import { detailOf, summaryOf, versionsOf } from './describe.ts';
import { createInstaller } from './installer.ts';
import type { Installer } from './installer.ts';
import { changeJob, withChanges } from './options.ts';
import { openPlaces } from './places.ts';
import { currentOf, openRecords } from './records.ts';
import { readSettings } from './settingsFile.ts';
import { createVersions } from './versions.ts';
import type { ServiceVersions } from './versions.ts';

/** An installed service as planning reads it anew at every arrival. */
export interface InstalledService {
  name: string;
  contentHash: string;
  /** Entries of its settings.json, with what was changed here in place. */
  entries: unknown[];
  /** Why its settings cannot be read at all, or null. */
  problem: string | null;
}

/** The services of one application. */
export interface Services extends Pick<Installer, 'install' | 'replace' | 'putBack' | 'remove'> {
  list(): ServiceSummary[];
  /** @throws EngineError `service-not-found` */
  summary(name: string): ServiceSummary;
  /** @throws EngineError `service-not-found` */
  get(name: string): Promise<ServiceDetail>;
  /** Newest first. @throws EngineError `service-not-found` */
  versionsOf(name: string): Promise<ServiceVersion[]>;
  /** What putting something else in its place would change. @throws EngineError `service-not-found`, `not-found` */
  compare(name: string, other: ComparedWith, signal: AbortSignal): Promise<ServiceComparison>;
  /** A whole service, or one job of it. @throws EngineError `service-not-found`, `not-found` */
  setEnabled(name: string, job: string | undefined, isEnabled: boolean): Promise<ServiceDetail>;
  /** Changes what its settings.json says of a job. @throws EngineError `service-not-found`, `not-found` */
  setOptions(
    name: string,
    job: string,
    reset: 'all' | readonly JobOptionField[],
    changes: JobChanges,
  ): Promise<ServiceDetail>;
  /** What planning needs; read from the folders each time, so that edited settings take effect. */
  installed(): InstalledService[];
  /** The services stay as they are until the returned function is called. */
  hold(): Promise<() => void>;
  /** Folder with the package that a new job of a service uses. */
  modulesOf(service: string): string;
  versions: ServiceVersions;
  close(): Promise<void>;
}

export function createServices(context: ApplicationContext): Services {
  const { folders } = context;
  const records = openRecords(path.join(folders.root, 'services.json'));
  const versions = createVersions(folders, {
    modulesOf: (service) => places.modulesOf(service),
    isListed: (version) => records.mentions(version),
  });
  const places = openPlaces(context, records, (version) => versions.files(version));
  const onChanged = () => context.events.emit('services.changed', { application: context.id });
  const installer = createInstaller({ records, places, versions, names, onChanged });

  function names(): string[] {
    if (!existsSync(folders.registry)) return [];
    return readdirSync(folders.registry, { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
      .map((entry) => entry.name)
      .filter((name) => existsSync(path.join(folders.registry, name, 'settings.json')))
      .sort();
  }
  const settingsOf = (name: string) =>
    readSettings(path.join(folders.registry, name, 'settings.json'), 'registry/settings.json');

  const describe = (name: string) =>
    summaryOf(name, settingsOf(name), records.get(name), places.problem(name));

  async function get(name: string): Promise<ServiceDetail> {
    const record = await installer.recordOf(name);
    return detailOf(context, name, { settings: settingsOf(name), record, places, versions, link: null });
  }

  async function setOptions(
    name: string,
    job: string,
    reset: 'all' | readonly JobOptionField[],
    changes: JobChanges,
  ): Promise<ServiceDetail> {
    await installer.change(name, (record) => {
      const own = settingsOf(name).jobs.map(({ jobName }) => jobName);
      const isKnown = own.includes(job) || record.changes.some(({ jobName }) => jobName === job);
      if (!isKnown) {
        throw new EngineError('not-found', `The service "${name}" has no job "${job}".`, {
          advice: `It has: ${own.join(', ')}`,
        });
      }
      return changeJob(record, job, reset, changes);
    });
    return get(name);
  }

  return {
    ...installer,
    versions,
    list: () => names().map(describe),
    summary(name) {
      if (!names().includes(name)) {
        throw new EngineError('service-not-found', `There is no installed service named "${name}".`);
      }
      return describe(name);
    },
    get,
    async versionsOf(name) {
      return versionsOf(context, await installer.recordOf(name), versions);
    },
    async compare(name, other, signal) {
      const record = await installer.recordOf(name);
      return compareService({ name, record, versions, other, signal });
    },
    async setEnabled(name, job, isEnabled) {
      if (job !== undefined) return setOptions(name, job, [], { disabled: !isEnabled });
      await installer.change(name, (record) => ({ ...record, isEnabled }));
      return get(name);
    },
    setOptions,
    installed() {
      // One that has lost its settings is not forgotten: each run says so. One without a folder was taken out by hand.
      const left = records
        .all()
        .filter(({ name, isRemoved }) => !isRemoved && existsSync(path.join(folders.registry, name)));
      const all = [...new Set([...names(), ...left.map(({ name }) => name)])].sort();
      return all.map((name) => {
        const settings = settingsOf(name);
        const record = records.get(name);
        return {
          name,
          contentHash: record === undefined ? '' : (record.placed.registry ?? currentOf(record).version),
          entries: withChanges(settings.entries, record),
          problem: settings.entries.length === 0 ? (settings.findings[0]?.message ?? null) : null,
        };
      });
    },
    hold: places.hold,
    modulesOf: places.modulesOf,
    close: places.close,
  };
}
