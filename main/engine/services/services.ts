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
import { backUpService, readNote } from './backup/index.ts';
import { compareService } from './compareService.ts';
import type { ComparedWith } from './compareService.ts';
import { detailOf, originInWords, summaryOf, versionsOf } from './describe.ts';
import { createInstaller } from './installer.ts';
import type { Installer } from './installer.ts';
import { checkLinked, createLinks } from './link/index.ts';
import type { LinkOptions } from './link/index.ts';
import { changeJob, withChanges } from './options.ts';
import { openPlaces } from './places.ts';
import { currentOf, openRecords } from './records.ts';
import { createSettingsReader } from './settingsReader.ts';
import type { TakenFrom } from './takenFrom.ts';
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
  /**
   * Copies it to a folder, or to one file where the path ends as that of an archive.
   * @returns bytes
   * @throws EngineError `service-not-found`, `folder-not-usable`, `disk-failed`
   */
  backUp(name: string, to: string): Promise<number>;
  /** Installs a backup, with what was changed of its jobs. @returns its name @throws EngineError as `install` */
  restore(from: TakenFrom, name: string | undefined, replace: boolean): Promise<string>;
  /** @throws EngineError `folder-not-usable` for a folder that cannot be followed */
  checkLinked(from: TakenFrom): void;
  /** Has it follow a folder from now on. @throws EngineError as `replace`, `folder-not-usable` */
  link(name: string, from: TakenFrom): Promise<ServiceDetail>;
  /** What was taken over last stays. @throws EngineError `service-not-found` */
  unlink(name: string): Promise<ServiceDetail>;
  /** Takes over at once what was saved in its linked folder. @throws EngineError `service-not-found` */
  refresh(name: string): Promise<ServiceDetail>;
  /** What planning needs; read from the folders each time, so that edited settings take effect. */
  installed(): InstalledService[];
  /**
   * Entries of a settings.json with what was changed here of the installed service of that name, as `installed` has them.
   * @param options.evenDisabled as if the whole service were not disabled
   */
  withChanges(name: string, entries: readonly unknown[], options?: { evenDisabled: boolean }): unknown[];
  /** Takes over what was saved in linked folders; the services stay as they are until the returned function is called. */
  hold(): Promise<() => void>;
  /** Folder with the package that a new job of a service uses. */
  modulesOf(service: string): string;
  versions: ServiceVersions;
  close(): Promise<void>;
}

export function createServices(
  context: ApplicationContext,
  { validate }: Partial<Pick<LinkOptions, 'validate'>> = {},
): Services {
  const { folders } = context;
  const records = openRecords(path.join(folders.root, 'services.json'));
  const versions = createVersions(folders, {
    modulesOf: (service) => places.modulesOf(service),
    listed(version) {
      const found = records.find(version);
      return found === undefined ? null : { number: found.number, origin: originInWords(found.origin) };
    },
  });
  const places = openPlaces(context, records, (version) => versions.files(version));
  function onChanged(): void {
    links.recordsChanged();
    context.events.emit('services.changed', { application: context.id });
  }
  /** Which version a running job has is written down when it ends. */
  const mayHaveRun = (name: string, version: string) =>
    context.history.get('SELECT 1 FROM provenance WHERE service_version = ?', [version]) !== undefined ||
    context.history.get("SELECT 1 FROM job_run WHERE state = 'running' AND service = ?", [name]) !==
      undefined;
  const installer = createInstaller({ records, places, versions, names, mayHaveRun, onChanged });
  const links = createLinks(context, { records, replace: installer.replace, validate });
  links.recordsChanged();

  function names(): string[] {
    if (!existsSync(folders.registry)) return [];
    return readdirSync(folders.registry, { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
      .map((entry) => entry.name)
      .filter((name) => existsSync(path.join(folders.registry, name, 'settings.json')))
      .sort();
  }
  const readSettings = createSettingsReader();
  const settingsOf = (name: string) =>
    readSettings(path.join(folders.registry, name, 'settings.json'), 'registry/settings.json');

  /** One that is being removed has no changes any more. */
  function changed(
    name: string,
    entries: readonly unknown[],
    { evenDisabled } = { evenDisabled: false },
  ): unknown[] {
    const record = records.get(name);
    if (record === undefined || record.isRemoved) return withChanges(entries, undefined);
    return withChanges(entries, { ...record, isEnabled: record.isEnabled || evenDisabled });
  }

  const describe = (name: string) =>
    summaryOf(name, settingsOf(name), records.get(name), places.problem(name));

  async function get(name: string): Promise<ServiceDetail> {
    const record = await installer.recordOf(name);
    const before = records.get(name);
    try {
      const settings = settingsOf(name);
      return await detailOf(context, name, { settings, record, places, versions, link: links.of(name) });
    } catch (cause) {
      // Its files were replaced or removed while they were looked at.
      if (records.get(name) !== before) return get(name);
      throw cause;
    }
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
    async backUp(name, to) {
      const { isEnabled, changes, versions: known } = await installer.recordOf(name);
      const version = await versions.keep(name);
      const origin = known.findLast((one) => one.version === version)?.origin ?? null;
      const note = { name, isEnabled, changes, origin, version, format: 1 as const, backedUpAt: Date.now() };
      return backUpService(path.resolve(to), versions.files(version), note);
    },
    async restore(from, name, replace) {
      const note = readNote(from.folder);
      const installed = await installer.install({
        from: { ...from, origin: note?.origin ?? from.origin },
        name: name ?? note?.name,
        replace,
        how: 'restored',
        more: note === null ? {} : { changes: note.changes, isEnabled: note.isEnabled },
      });
      return installed.name;
    },
    checkLinked: (from) => checkLinked(from, folders.root),
    async link(name, from) {
      checkLinked(from, folders.root);
      const link = { folder: from.folder, changedAt: Date.now() };
      await installer.replace({ name, from, how: 'saved', more: { link } });
      return get(name);
    },
    async unlink(name) {
      await installer.change(name, (record) => ({ ...record, link: null }));
      return get(name);
    },
    async refresh(name) {
      await installer.recordOf(name);
      await links.refresh(name);
      return get(name);
    },
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
          entries: changed(name, settings.entries),
          problem: settings.entries.length === 0 ? (settings.findings[0]?.message ?? null) : null,
        };
      });
    },
    withChanges: changed,
    async hold() {
      await links.refresh();
      return places.hold();
    },
    modulesOf: places.modulesOf,
    async close() {
      await links.close();
      await places.close();
    },
  };
}
