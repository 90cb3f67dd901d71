import path from 'node:path';
import { finding, workerNameSchema, workerSettingsSchema } from '../../../../contract/index.ts';
import type { Finding, WorkerSettings } from '../../../../contract/index.ts';
import { createJsonLines, readJsonFile } from '../../services/index.ts';
import { findingInSettings } from './findings.ts';

/** One worker of a settings.json, under the name by which it is installed. */
export interface NamedSettings {
  name: string;
  settings: WorkerSettings;
}

/** What a worker's settings.json says. */
export interface ReadSettings {
  workers: NamedSettings[];
  findings: Finding[];
}

const whatWorkersHave = 'A worker has a settings.json with its name, base image and environments.';

/**
 * Reads the settings.json of a worker folder: an object or an array of objects (original README). What is wrong becomes
 * a finding, nothing throws.
 * @param wanted name to install a single worker under, or which one of several; else the name in the file
 */
export function readWorkerSettings(folder: string, wanted?: string): ReadSettings {
  const read = readJsonFile(
    path.join(folder, 'settings.json'),
    'It names the worker, its base image and its environments.',
  );
  if ('problem' in read) {
    const isMissing = read.code === 'file-missing';
    const place = { file: 'settings.json', line: read.line, advice: isMissing ? whatWorkersHave : null };
    return { workers: [], findings: [finding('error', read.code, read.problem, place)] };
  }
  const lines = createJsonLines(read.text);
  const { workers, findings } = parseWorkerSettings(read.value, wanted, path.basename(folder));
  return {
    workers,
    findings: findings.map((one) =>
      one.field === null ? one : { ...one, line: lines.lineOf(segmentsOf(one.field)) },
    ),
  };
}

/** @param folderName name of a worker that has none of its own */
export function parseWorkerSettings(
  value: unknown,
  wanted: string | undefined,
  folderName: string,
): ReadSettings {
  const entries: unknown[] = Array.isArray(value) ? value : [value];
  const findings: Finding[] = [];
  const workers: NamedSettings[] = [];
  if (entries.length === 0)
    findings.push(findingInSettings('error', 'no-worker', 'The file names no worker.'));
  entries.forEach((entry, index) => {
    const parsed = workerSettingsSchema.safeParse(entry);
    if (!parsed.success) {
      findings.push(...problemsOf(entry, index, entries.length, parsed.error.issues));
      return;
    }
    const isOnly = entries.length === 1;
    const given = (isOnly ? wanted : undefined) ?? (parsed.data.name || (isOnly ? folderName : ''));
    const name = workerNameSchema.safeParse(given);
    if (!name.success) {
      const why = name.error.issues[0]?.message ?? '';
      findings.push(
        findingInSettings(
          'error',
          'name-invalid',
          `${whichOf(entry, index, entries.length)}: the name ${quoted(given)} ${why}.`,
          fieldOf(['name'], index, entries.length),
        ),
      );
      return;
    }
    if (workers.some((one) => one.name === name.data)) {
      findings.push(
        findingInSettings(
          'error',
          'name-twice',
          `The name "${name.data}" is used twice; it must be unique.`,
          fieldOf(['name'], index, entries.length),
        ),
      );
      return;
    }
    workers.push({ name: name.data, settings: parsed.data });
  });
  if (entries.length > 1 && wanted !== undefined) {
    const chosen = workers.filter((one) => one.name === wanted.trim().toLowerCase());
    if (chosen.length === 0 && findings.length === 0) {
      const names = workers.map((one) => one.name).join(', ');
      findings.push(
        findingInSettings(
          'error',
          'not-found',
          `The file has no worker named ${quoted(wanted)}; it has: ${names}.`,
        ),
      );
    }
    return { workers: chosen, findings };
  }
  return { workers, findings };
}

/** One finding per wrong field, naming worker and field. */
function problemsOf(
  entry: unknown,
  index: number,
  count: number,
  issues: readonly { path: PropertyKey[]; message: string }[],
): Finding[] {
  const which = whichOf(entry, index, count);
  const seen = new Set<string>();
  return issues.flatMap((issue) => {
    const field = issue.path.map((part) => (typeof part === 'number' ? part + 1 : String(part))).join('.');
    const message = `${which}${field === '' ? '' : `, field "${field.slice(0, 200)}"`}: ${issue.message}.`;
    if (seen.has(message)) return [];
    seen.add(message);
    return [findingInSettings('error', 'settings-invalid', message, fieldOf(issue.path, index, count))];
  });
}

/** The parts of a dotted path; numbers are places in lists. */
function segmentsOf(field: string): (string | number)[] {
  return field.split('.').map((part) => (/^\d+$/.test(part) ? Number(part) : part));
}

/** Path in the file: with the place of the entry where it is an array. */
function fieldOf(path: readonly PropertyKey[], index: number, count: number): string {
  return [...(count > 1 ? [index] : []), ...path].map(String).join('.').slice(0, 200);
}

function whichOf(entry: unknown, index: number, count: number): string {
  const name = typeof entry === 'object' && entry !== null ? (entry as { name?: unknown }).name : undefined;
  if (typeof name === 'string' && name.trim() !== '') return `Worker ${quoted(name)}`;
  return count === 1 ? 'The worker' : `Worker ${index + 1}`;
}

/** A text of somebody else on one line, not longer than can be read. */
function quoted(text: string): string {
  return JSON.stringify(text.length > 80 ? `${text.slice(0, 80)}…` : text);
}
