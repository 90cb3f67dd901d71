import type {
  ServiceComparison,
  ServiceDetail,
  ServiceSummary,
  ServiceVersion,
} from '../../contract/index.ts';
import { counted, printable, printableLines, table } from './terminal/index.ts';
import { findingText } from './workerText.ts';

export function serviceTable(services: readonly ServiceSummary[]): string {
  return table(
    ['NAME', 'STATE', 'JOBS', 'VERSION', 'ORIGIN'],
    services.map((one) => [
      one.name,
      stateOf(one),
      one.jobs.map((job) => job.jobName).join(', '),
      `${one.version} ${one.contentHash.slice(0, 12)}`,
      one.origin,
    ]),
  );
}

function stateOf({ isEnabled, linkedFolder }: ServiceSummary): string {
  return [isEnabled ? 'enabled' : 'disabled', ...(linkedFolder === null ? [] : ['linked'])].join(', ');
}

/** A service with its jobs, and what was changed of them here. */
export function describeService(service: ServiceDetail): string {
  const { link } = service;
  const lines = [
    `${service.name}: ${stateOf(service)}${service.description === '' ? '' : `, ${printable(service.description)}`}`,
    `Version ${service.version} (${service.contentHash.slice(0, 12)})${service.origin === '' ? '' : ` from ${printable(service.origin)}`}`,
    service.isEdited
      ? 'Somebody edited its files in the application; an update keeps that as a version.'
      : null,
    link === null ? null : `Follows ${printable(link.folder)}: ${link.state}`,
    service.onEarlierVersion === 0
      ? null
      : `Running on the version before until they end: ${counted(service.onEarlierVersion, 'job')}.`,
    `Folders: ${service.folders.registry}, ${service.folders.module}`,
    '',
    table(
      ['JOB', 'CHANNEL', 'PRIORITY', 'TIMEOUT', 'DISABLED', 'CHANGED HERE'],
      service.jobList.map(({ jobName, definition, changes }) => [
        jobName,
        definition.channel,
        String(definition.priority),
        String(definition.timeout ?? '1h'),
        definition.disabled ? 'yes' : 'no',
        Object.entries(changes)
          .map(([field, value]) => `${field}=${JSON.stringify(value)}`)
          .join(' '),
      ]),
    ),
    ...[...service.findings, ...(link?.findings ?? [])].map(findingText),
  ];
  return lines.filter((line) => line !== null).join('\n');
}

export function versionTable(versions: readonly ServiceVersion[]): string {
  return table(
    ['NUMBER', 'VERSION', 'HOW', 'WHEN', 'JOB RUNS', 'ORIGIN'],
    versions.map((one) => [
      `${one.number}${one.isCurrent ? ' (current)' : ''}`,
      one.version.slice(0, 12),
      one.isKept ? one.how : `${one.how}, not kept`,
      new Date(one.at).toISOString(),
      String(one.jobRuns),
      [one.origin?.url ?? one.origin?.path ?? '', one.origin?.commit?.slice(0, 12) ?? '']
        .filter((part) => part !== '')
        .join(' @ '),
    ]),
  );
}

/** What would change, with the differences of texts. */
export function describeComparison(comparison: ServiceComparison): string {
  if (comparison.isSame) return `Nothing would change in "${comparison.name}".`;
  const lines = [
    listFileChanges(comparison),
    '',
    ...comparison.jobs.map(({ jobName, change, fields }) =>
      printable(
        `Job "${jobName}" ${change}${change === 'changed' ? `: ${fields.map(fieldText).join(', ')}` : ''}`,
      ),
    ),
    ...(comparison.replacesEdits
      ? ['Somebody edited its files in the application; that is kept as a version of its own.']
      : []),
    ...comparison.findings.map(findingText),
    ...diffsOf(comparison),
  ];
  return lines.join('\n');
}

type FileChanges = Pick<ServiceComparison, 'files' | 'filesLeftOut'>;

/** Files that change, then what changes in them. */
export function describeFileChanges(changes: FileChanges): string {
  return [listFileChanges(changes), ...diffsOf(changes)].join('\n');
}

function listFileChanges({ files, filesLeftOut }: FileChanges): string {
  return [
    ...files.map(
      ({ path, change, sizeBefore, sizeAfter }) =>
        `${change.padEnd(7)}  ${printable(path)}  ${sizeBefore ?? '-'} -> ${sizeAfter ?? '-'} bytes`,
    ),
    ...(filesLeftOut === 0 ? [] : [`and ${filesLeftOut} more`]),
  ].join('\n');
}

function diffsOf({ files }: FileChanges): string[] {
  return files.flatMap(({ diff }) => (diff === null ? [] : ['', printableLines(diff.trimEnd())]));
}

function fieldText({ field, before, after }: { field: string; before: unknown; after: unknown }): string {
  return `${field} ${JSON.stringify(before)} -> ${JSON.stringify(after)}`;
}
