import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { errorsIn, finding, workerNameSchema } from '../../../../contract/index.ts';
import type { Finding, RouteOutput, RouteRequest, WorkerCheck } from '../../../../contract/index.ts';
import { lookAtNewFolder } from '../../context/index.ts';
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
  const { data: name } = workerNameSchema.safeParse(draft.name);
  const isNamed = name !== undefined;
  const { folder, findings: atPlace } =
    parent === undefined || !isNamed
      ? { folder: null, findings: [] }
      : lookAtNewFolder(parent, name, { mayBeEmpty: false });
  const atName = lookAtName(draft.name, isInstalled);
  const own = [...atPlace, ...atName, ...unknownServices(draft, wishesOf)];
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
