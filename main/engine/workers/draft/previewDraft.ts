import { accessSync, constants, existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { errorsIn, finding, workerNameSchema } from '../../../../contract/index.ts';
import type { Finding, RouteOutput, RouteRequest, WorkerCheck } from '../../../../contract/index.ts';
import type { ServiceWishes } from '../adopt.ts';
import { inspectWorkerSettings } from '../folder/inspect.ts';
import { writeDraft } from './createWorkerFolder.ts';
import { draftFiles } from './draftFiles.ts';

interface PreviewParts {
  /** Folder of the templates of the program. */
  templates: string;
  wishesOf(service: string): ServiceWishes | null;
  isInstalled(name: string): boolean;
  check(folder: string, probe: boolean): Promise<WorkerCheck>;
}

/** What would be written and built of a draft. It is laid out in a folder of its own, which is gone afterwards. */
export async function previewDraft(
  { templates, wishesOf, isInstalled, check }: PreviewParts,
  { path: parent, probe, ...draft }: Omit<RouteRequest<'workers.preview'>, 'application'>,
): Promise<RouteOutput<'workers.preview'>> {
  const { settings, files } = draftFiles(templates, draft, wishesOf);
  const { folder, findings: atPlace } = lookAtPlace(parent, draft.name);
  const atName = lookAtName(draft.name, isInstalled);
  const own = [...atPlace, ...atName, ...unknownServices(draft, wishesOf)];
  const isNamed = workerNameSchema.safeParse(draft.name).success;
  const judged = isNamed ? settings : draftFiles(templates, { ...draft, name: 'unnamed' }, wishesOf).settings;
  const { findings: ofSettings } = inspectWorkerSettings(judged, isNamed ? draft.name : 'unnamed');
  if (!isNamed || errorsIn(ofSettings).length > 0)
    return { folder, files, workers: [], findings: [...own, ...ofSettings] };
  const laidOut = mkdtempSync(path.join(os.tmpdir(), 'dcm-processor-worker-'));
  try {
    writeDraft(laidOut, files);
    const { workers, findings } = await check(laidOut, probe);
    return { folder, files, workers, findings: [...own, ...findings] };
  } finally {
    rmSync(laidOut, { recursive: true, force: true });
  }
}

function lookAtName(given: string, isInstalled: (name: string) => boolean): Finding[] {
  const { data: name, error } = workerNameSchema.safeParse(given);
  const refused = (code: string, message: string) => [finding('error', code, message, { field: 'name' })];
  if (error !== undefined) return refused('name-invalid', `The name ${error.issues[0]?.message ?? ''}.`);
  return isInstalled(name) ? refused('name-taken', `A worker named "${name}" is already installed.`) : [];
}

/** The folder that a worker would be made in. */
function lookAtPlace(
  parent: string | undefined,
  name: string,
): { folder: string | null; findings: Finding[] } {
  const { data: folderName } = workerNameSchema.safeParse(name);
  if (parent === undefined) return { folder: null, findings: [] };
  const refused = (code: string, message: string, advice: string | null = null) => ({
    folder: null,
    findings: [finding('error', code, message, { field: 'path', advice })],
  });
  if (!path.isAbsolute(parent)) return refused('path-not-absolute', 'Give the full path of a folder.');
  const existing = nearestExisting(parent);
  if (!statSync(existing).isDirectory())
    return refused('folder-not-usable', `${existing} is a file, not a folder.`);
  try {
    accessSync(existing, constants.W_OK);
  } catch {
    return refused('folder-not-usable', `Nothing can be written in ${existing}.`, 'Choose another folder.');
  }
  if (folderName === undefined) return { folder: null, findings: [] };
  const folder = path.join(parent, folderName);
  if (existsSync(folder))
    return refused(
      'folder-exists',
      `There is a folder ${folder} already.`,
      'Choose another name or another folder.',
    );
  return { folder, findings: [] };
}

/** What of a path is there: a folder is made with those above it. */
function nearestExisting(folder: string): string {
  const above = path.dirname(folder);
  return existsSync(folder) || above === folder ? folder : nearestExisting(above);
}

function unknownServices(
  { environments = [] }: Pick<RouteRequest<'workers.preview'>, 'environments'>,
  wishesOf: (service: string) => ServiceWishes | null,
): Finding[] {
  return environments.flatMap(({ services }, index) =>
    services
      .filter((service) => wishesOf(service) === null)
      .map((service) =>
        finding(
          'warning',
          'service-asks-nothing',
          `The service ${JSON.stringify(service.slice(0, 80))} is not installed, or asks for nothing.`,
          { field: `environments.${index}.services` },
        ),
      ),
  );
}
