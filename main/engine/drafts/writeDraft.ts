import { mkdtempSync, renameSync, rmSync, rmdirSync, writeFileSync, existsSync } from 'node:fs';
import path from 'node:path';
import { EngineError } from '../../../contract/index.ts';
import { makeFolders } from '../../platform/index.ts';
import type { DraftFile } from './examples.ts';

/** Writes files into a folder that is there. */
export function writeFiles(folder: string, files: readonly DraftFile[]): void {
  for (const file of files) {
    const target = path.join(folder, ...file.path.split('/'));
    makeFolders(path.dirname(target));
    writeFileSync(target, file.text);
  }
}

/**
 * Writes the folder of a service, all of it or nothing: it is complete beside its place before it gets its name.
 * @param folder must not exist, or be empty
 * @throws EngineError `folder-not-usable`
 */
export function writeServiceFolder(folder: string, files: readonly DraftFile[]): void {
  const parent = path.dirname(folder);
  let incoming: string | null = null;
  try {
    makeFolders(parent);
    incoming = mkdtempSync(path.join(parent, '.dcm-processor-'));
    writeFiles(incoming, files);
    // Fails where somebody has put something into it meanwhile.
    if (existsSync(folder)) rmdirSync(folder);
    renameSync(incoming, folder);
  } catch (cause) {
    if (incoming !== null) rmSync(incoming, { recursive: true, force: true });
    throw new EngineError('folder-not-usable', `The folder ${folder} could not be written.`, { cause });
  }
}
