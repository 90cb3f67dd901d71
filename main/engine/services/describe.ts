import path from 'node:path';
import { finding } from '../../../contract/index.ts';
import type {
  ServiceDetail,
  ServiceLink,
  ServiceSummary,
  ServiceVersion,
  SourceOrigin,
} from '../../../contract/index.ts';
import type { ApplicationContext } from '../context/index.ts';
import { changesOf, effectiveJobs } from './options.ts';
import type { Places } from './places.ts';
import { currentOf, isToBePlaced } from './records.ts';
import type { ServiceRecord } from './records.ts';
import type { Settings } from './settingsFile.ts';
import type { ServiceVersions } from './versions.ts';

/** Where something came from, in one line for people. */
export function originInWords(origin: SourceOrigin | null): string {
  if (origin === null) return '';
  const place = origin.url ?? origin.path ?? '';
  const at = origin.commit === null ? '' : `@${origin.ref ?? origin.commit.slice(0, 12)}`;
  return `${place}${at}${origin.subfolder === '' ? '' : ` (${origin.subfolder})`}`;
}

/** An installed service in short. */
export function summaryOf(
  name: string,
  settings: Settings,
  record: ServiceRecord | undefined,
  problem: string | null,
): ServiceSummary {
  const current = record === undefined ? undefined : currentOf(record);
  const findings =
    problem === null
      ? settings.findings
      : [
          finding('error', 'not-in-place', `Its files could not be put in place: ${problem}`),
          ...settings.findings,
        ];
  return {
    name,
    jobs: effectiveJobs(settings.jobs, record),
    findings,
    origin: originInWords(current?.origin ?? null),
    contentHash: current?.version ?? '',
    version: current?.number ?? 0,
    installedAt: current?.at ?? 0,
    isEnabled: record?.isEnabled ?? true,
    linkedFolder: record?.link?.folder ?? null,
  };
}

/** Everything about one. */
export async function detailOf(
  context: ApplicationContext,
  name: string,
  known: {
    settings: Settings;
    record: ServiceRecord;
    places: Places;
    versions: ServiceVersions;
    link: ServiceLink | null;
  },
): Promise<ServiceDetail> {
  const { settings, record, places, versions, link } = known;
  const { folders, history } = context;
  const effective = effectiveJobs(settings.jobs, record);
  const counted = history.all<{ state: string; n: number }>(
    `SELECT state, count(*) AS n FROM job_run
     WHERE service = ? AND state IN ('waiting', 'queued', 'running') GROUP BY state`,
    [name],
  );
  const running = counted.find(({ state }) => state === 'running')?.n ?? 0;
  return {
    ...summaryOf(name, settings, record, places.problem(name)),
    description: settings.jobs.find((job) => job.description !== '')?.description ?? '',
    source: currentOf(record).origin,
    jobList: settings.jobs.map((own, place) => ({
      jobName: own.jobName,
      definition: effective[place] ?? own,
      own,
      changes: changesOf(record, own.jobName),
    })),
    unusedChanges: record.changes.filter(({ jobName }) =>
      settings.jobs.every((job) => job.jobName !== jobName),
    ),
    isEdited: !isToBePlaced(record) && (await versions.keep(name)) !== currentOf(record).version,
    link,
    folders: {
      registry: path.join(folders.registry, name),
      module: path.join(places.modulesOf(name), name),
    },
    open: { running, queued: counted.reduce((sum, { n }) => sum + n, 0) - running },
    onEarlierVersion: places.onEarlier(name),
  };
}

/** Its versions, newest first. */
export async function versionsOf(
  context: ApplicationContext,
  record: ServiceRecord,
  versions: ServiceVersions,
): Promise<ServiceVersion[]> {
  const current = currentOf(record);
  const listed = record.versions.map(async (one): Promise<ServiceVersion> => {
    const ran = context.history.get<{ n: number; at: number | null }>(
      `SELECT count(DISTINCT provenance.job_run_key) AS n, max(attempt.finished_at) AS at FROM provenance
       JOIN attempt ON attempt.job_run_key = provenance.job_run_key AND attempt.number = provenance.attempt
       WHERE service_version = ?`,
      [one.version],
    );
    return {
      ...one,
      isCurrent: one.number === current.number,
      isKept: await versions.has(one.version),
      jobRuns: ran?.n ?? 0,
      lastRunAt: ran?.at ?? null,
    };
  });
  return (await Promise.all(listed)).toReversed();
}
