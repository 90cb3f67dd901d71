import { EngineError, toEngineError } from '../../../contract/index.ts';
import type { Finding, SourceOrigin } from '../../../contract/index.ts';
import { crashPoint, errorOfFindings, inTurn, systemCode } from '../context/index.ts';
import { checkName } from './checkName.ts';
import { originInWords } from './describe.ts';
import { inspectService } from './inspect.ts';
import type { Places } from './places.ts';
import { currentOf, isToBePlaced } from './records.ts';
import type { ServiceRecord, ServiceRecords, VersionRecord } from './records.ts';
import type { TakenFrom } from './takenFrom.ts';
import type { ServiceVersions } from './versions.ts';

/** Makes installations, updates and removals true, one at a time. */
export interface Installer {
  /** @throws EngineError `service-invalid` with every finding, `service-exists`, `disk-full`, `disk-failed` */
  install(request: {
    from: TakenFrom;
    name?: string | undefined;
    replace: boolean;
    how?: VersionRecord['how'];
    more?: Partial<Pick<ServiceRecord, 'changes' | 'isEnabled' | 'link'>>;
  }): Promise<{ name: string; findings: Finding[] }>;
  /**
   * Another version in place of the current one.
   * @returns whether it is another one
   * @throws EngineError as `install`, `service-changed`
   */
  replace(request: {
    name: string;
    from: TakenFrom;
    how: VersionRecord['how'];
    expected?: string | undefined;
    /** Only where it still follows that folder. */
    isFollowed?: boolean;
    more?: Partial<Pick<ServiceRecord, 'link'>>;
  }): Promise<boolean>;
  /** An earlier version in place of the current one. @throws EngineError `not-found`, `disk-failed` */
  putBack(name: string, number: number | undefined): Promise<void>;
  remove(name: string): Promise<void>;
  /** Changes what is known of a service; one that was laid there by hand gets its record. @throws EngineError */
  change(name: string, changed: (record: ServiceRecord) => ServiceRecord): Promise<void>;
  /** The record, made where there is none. @throws EngineError `service-not-found` */
  recordOf(name: string): Promise<ServiceRecord>;
}

interface InstallerOptions {
  records: ServiceRecords;
  places: Places;
  versions: ServiceVersions;
  /** Names of what lies in the registry. */
  names: () => string[];
  /** True where a job has run with a version of a service, or one runs that may have it. */
  mayHaveRun: (name: string, version: string) => boolean;
  onChanged: () => void;
}

export function createInstaller({
  records,
  places,
  versions,
  names,
  mayHaveRun,
  onChanged,
}: InstallerOptions): Installer {
  const next = inTurn();

  async function recordOf(name: string): Promise<ServiceRecord> {
    const found = records.get(name);
    if (found !== undefined && !found.isRemoved) return found;
    if (!names().includes(name)) {
      throw new EngineError('service-not-found', `There is no installed service named "${name}".`);
    }
    const version = await versions.keep(name);
    return {
      name,
      versions: [{ number: 1, version, how: 'edited', origin: null, at: Date.now() }],
      lastNumber: 1,
      placed: { registry: version, module: version },
      isEnabled: true,
      changes: [],
      link: null,
      isRemoved: false,
    };
  }

  /** Writes down as a version what somebody edited in its folders, or laid there, so that it is not lost. */
  async function noteEdits(name: string): Promise<ServiceRecord> {
    const record = await recordOf(name);
    if (isToBePlaced(record)) return record;
    const version = await versions.keep(name);
    const isEdited = version !== currentOf(record).version;
    const placed = { registry: version, module: version };
    const noted = isEdited ? withVersion({ ...record, placed }, 'edited', version, null) : record;
    if (noted !== records.get(name)) records.set(noted);
    return noted;
  }

  /** As it is now: files are put in place meanwhile. Nothing is awaited between this and writing. */
  function latest(record: ServiceRecord): ServiceRecord {
    const found = records.get(record.name);
    return found?.isRemoved === false ? found : record;
  }

  /** Writes the record, which makes it true, and has the files follow. Where they cannot, it is as it was before. */
  async function commit(record: ServiceRecord): Promise<void> {
    const before = records.get(record.name);
    crashPoint('service-kept');
    records.set(record);
    crashPoint('service-recorded');
    // Before the files follow, which may take long: a folder that is followed no longer must not be taken over.
    onChanged();
    try {
      await places.settle(record.name);
    } catch (cause) {
      if (before !== undefined) records.set({ ...before, placed: { registry: null, module: null } });
      else records.set({ ...record, isRemoved: true });
      await places.settle(record.name).catch(() => undefined);
      throw new EngineError(
        'disk-failed',
        `The files of the service "${record.name}" could not be put in place.`,
        {
          cause,
        },
      );
    } finally {
      onChanged();
    }
  }

  async function keep(name: string, folder: string): Promise<string> {
    try {
      return await versions.keepFolder(name, folder);
    } catch (cause) {
      const isFull = /^(ENOSPC|EDQUOT)$/.test(systemCode(cause));
      throw new EngineError(
        isFull ? 'disk-full' : 'disk-failed',
        isFull
          ? `There is no space left to keep the files of the service "${name}".`
          : `The files in ${folder} could not be copied.`,
        {
          details: toEngineError(cause).details ?? String(cause),
          cause,
          ...(isFull ? { advice: 'Free some space on the disk of the application, and do it again.' } : {}),
        },
      );
    }
  }

  return {
    install: ({ from, name, replace, how = 'installed', more = {} }) =>
      next(async () => {
        const found = inspectService(from.folder, name);
        refuseErrors(originInWords(from.origin), [...checkName(found.name, names()), ...found.findings]);
        const isThere = names().includes(found.name);
        if (isThere && !replace) {
          throw new EngineError('service-exists', `A service named "${found.name}" is already installed.`);
        }
        const version = await keep(found.name, from.folder);
        const base: ServiceRecord = isThere
          ? latest(await noteEdits(found.name))
          : {
              name: found.name,
              versions: [],
              lastNumber: 0,
              // Jobs of a service that was removed may still use its modules.
              placed: { registry: null, module: records.get(found.name)?.placed.module ?? null },
              isEnabled: true,
              changes: [],
              link: null,
              isRemoved: false,
            };
        await commit(withVersion({ ...base, link: null, ...more }, how, version, originOf(from, version)));
        return { name: found.name, findings: found.findings };
      }),
    replace: ({ name, from, how, expected, isFollowed = false, more = {} }) =>
      next(async () => {
        if (isFollowed && records.get(name)?.link?.folder !== from.folder) return false;
        await recordOf(name);
        const found = inspectService(from.folder, name);
        refuseErrors(originInWords(from.origin), found.findings);
        const version = await keep(name, from.folder);
        if (expected !== undefined && expected !== version) {
          throw new EngineError(
            'service-changed',
            `The files in ${originInWords(from.origin)} have changed since they were compared.`,
          );
        }
        const before = latest(await noteEdits(name));
        const isAnother = version !== currentOf(before).version;
        const changed = { ...before, ...more };
        const base = how === 'saved' && isAnother ? withoutUnused(changed, mayHaveRun) : changed;
        await commit(withVersion(base, how, version, originOf(from, version)));
        return isAnother;
      }),
    putBack: (name, number) =>
      next(async () => {
        const before = await noteEdits(name);
        const current = currentOf(before);
        const target =
          number === undefined
            ? before.versions.findLast(({ version }) => version !== current.version)
            : before.versions.find((one) => one.number === number);
        if (target === undefined) {
          throw new EngineError(
            'not-found',
            number === undefined
              ? `The service "${name}" has no version before this one.`
              : `The service "${name}" has no version ${number}.`,
            { advice: 'List its versions with: dcm-processor list versions' },
          );
        }
        if (!(await versions.has(target.version))) {
          throw new EngineError(
            'not-found',
            `The files of version ${target.number} of "${name}" are not kept any more.`,
          );
        }
        const back = { ...latest(before), link: null };
        await commit(withVersion(back, 'rolled-back', target.version, target.origin));
      }),
    remove: (name) =>
      next(async () => {
        const record = latest(await recordOf(name));
        await commit({ ...record, link: null, isRemoved: true });
      }),
    change: (name, changed) =>
      next(async () => {
        records.set(changed(latest(await recordOf(name))));
        onChanged();
      }),
    recordOf,
  };
}

/** Where a version came from, with the hash of what was copied where the folder itself has none. */
function originOf({ origin }: TakenFrom, version: string): SourceOrigin {
  return origin.contentHash === '' ? { ...origin, contentHash: version } : origin;
}

/** A record with one more version, unless it is the current one: then only where that came from is written down. */
function withVersion(
  record: ServiceRecord,
  how: VersionRecord['how'],
  version: string,
  origin: SourceOrigin | null,
): ServiceRecord {
  const current = record.versions.at(-1);
  if (current?.version === version) {
    const same = { ...current, origin: origin ?? current.origin };
    return { ...record, versions: [...record.versions.slice(0, -1), same] };
  }
  const lastNumber = record.lastNumber + 1;
  const added = { number: lastNumber, version, how, origin, at: Date.now() };
  return { ...record, lastNumber, versions: [...record.versions, added] };
}

/** Without its newest versions where those were only saved and have never run: nobody wants hundreds of them. */
function withoutUnused(record: ServiceRecord, mayHaveRun: InstallerOptions['mayHaveRun']): ServiceRecord {
  const kept = record.versions.findLastIndex(
    ({ how, version }, place) => place === 0 || how !== 'saved' || mayHaveRun(record.name, version),
  );
  return { ...record, versions: record.versions.slice(0, kept + 1) };
}

/**
 * @param place where the service is, or was fetched from: a copy that was fetched says nothing to anybody
 * @throws EngineError `service-invalid` with every error
 */
export function refuseErrors(place: string, findings: readonly Finding[]): void {
  const what = `The service in ${place} cannot be installed`;
  const error = errorOfFindings(findings, what, () => 'service-invalid');
  if (error !== null) throw error;
}
