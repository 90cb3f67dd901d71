import { chmodSync, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { EngineError } from '../../../../contract/index.ts';
import type { DraftFile, RouteRequest } from '../../../../contract/index.ts';
import { makeFolders } from '../../../platform/index.ts';
import type { ServiceWishes } from '../adopt.ts';
import { refuseErrors } from '../folder/findings.ts';
import { inspectWorkerSettings } from '../folder/inspect.ts';
import { draftFiles } from './draftFiles.ts';

/**
 * Writes a new worker folder.
 * @param templates folder of the templates of the program
 * @param wishesOf what an installed service asks for; null where there is no such service, or it asks for nothing
 * @returns the folder
 * @throws EngineError `folder-not-usable`, `worker-invalid`
 */
export function createWorkerFolder(
  templates: string,
  { path: parent, ...draft }: Omit<RouteRequest<'workers.create'>, 'application' | 'install'>,
  wishesOf: (service: string) => ServiceWishes | null = () => null,
): { folder: string } {
  const folder = path.join(path.resolve(parent), draft.name);
  const { settings, files } = draftFiles(templates, draft, wishesOf);
  refuseErrors(inspectWorkerSettings(settings, draft.name).findings, 'The worker cannot be created');
  if (existsSync(folder)) {
    throw new EngineError('folder-not-usable', `There is a folder ${folder} already.`, {
      advice: 'Choose another name or another folder.',
    });
  }
  try {
    writeDraft(folder, files);
  } catch (cause) {
    rmSync(folder, { recursive: true, force: true });
    throw new EngineError('folder-not-usable', `The worker cannot be written to ${folder}.`, { cause });
  }
  return { folder };
}

/** Writes the files of a draft whose settings have no errors: their names are made of checked ones. */
export function writeDraft(folder: string, files: readonly DraftFile[]): void {
  makeFolders(folder);
  for (const { path: relative, text } of files) {
    const target = path.join(folder, ...relative.split('/'));
    mkdirSync(path.dirname(target), { recursive: true });
    writeFileSync(target, text);
    if (relative.endsWith('.sh')) chmodSync(target, 0o755);
  }
}
