import { EngineError, errorsIn } from '../../../contract/index.ts';
import type { Finding, ServiceComparison } from '../../../contract/index.ts';
import { compareFiles, compareJobs } from './compare/index.ts';
import { inspectService } from './inspect.ts';
import { currentOf } from './records.ts';
import type { ServiceRecord } from './records.ts';
import { isInstalled, listServiceFiles } from './serviceFiles.ts';
import type { ServiceFile } from './serviceFiles.ts';
import { readSettings } from './settingsFile.ts';
import type { TakenFrom } from './takenFrom.ts';
import { hashFiles } from './versions.ts';
import type { HashedFile, ServiceVersions } from './versions.ts';

/** What a service is compared with: other files, or one of its versions. */
export type ComparedWith = { from: TakenFrom } | { number: number };

/** What is compared, and whether it could be installed. */
interface Side {
  files: HashedFile[];
  version: string;
  findings: Finding[];
}

/**
 * What would change where something else is put in place of a service.
 * @throws EngineError `not-found` for a version that there is not, `service-invalid`
 */
export async function compareService(request: {
  name: string;
  record: ServiceRecord;
  versions: ServiceVersions;
  other: ComparedWith;
  signal: AbortSignal;
}): Promise<ServiceComparison> {
  const { name, record, versions, other, signal } = request;
  // As it lies there now: what somebody edited is replaced as well.
  const from = await versions.keep(name);
  const before = versions.files(from);
  const after =
    'from' in other ? await sideIn(other.from.folder, name) : await sideOf(record, versions, other.number);
  const { files, leftOut } = await compareFiles(before, after.files, signal);
  return {
    name,
    from,
    to: after.version,
    origin:
      'from' in other
        ? other.from.origin
        : (record.versions.find(({ number }) => number === other.number)?.origin ?? null),
    isSame: files.length === 0,
    files,
    filesLeftOut: leftOut,
    jobs: compareJobs(entriesIn(before), entriesIn(after.files)),
    findings: after.findings,
    replacesEdits: from !== currentOf(record).version && errorsIn(after.findings).length === 0,
  };
}

async function sideIn(folder: string, name: string): Promise<Side> {
  const { findings } = inspectService(folder, name);
  return { ...(await hashFiles(listServiceFiles(folder).filter(isInstalled))), findings };
}

async function sideOf(record: ServiceRecord, versions: ServiceVersions, number: number): Promise<Side> {
  const found = record.versions.find((one) => one.number === number);
  if (found === undefined || !(await versions.has(found.version))) {
    throw new EngineError('not-found', `The service "${record.name}" has no version ${number} that is kept.`);
  }
  return { files: versions.files(found.version), version: found.version, findings: [] };
}

function entriesIn(files: readonly ServiceFile[]): unknown[] {
  const settings = files.find(({ relative }) => relative === 'registry/settings.json');
  return settings === undefined ? [] : readSettings(settings.absolute, 'registry/settings.json').entries;
}
