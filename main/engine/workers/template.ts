import { cpSync, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { EngineError } from '../../../contract/index.ts';
import type { RouteRequest } from '../../../contract/index.ts';
import { parseWorkerSettings } from './folder/settingsFile.ts';
import { refuseErrors } from './folder/findings.ts';

/**
 * Writes a new worker folder (compatibility document, section 5).
 * @param templates folder of the templates of the program
 * @returns the folder
 * @throws EngineError `folder-not-usable`, `worker-invalid`
 */
export function createWorkerFolder(
  templates: string,
  request: RouteRequest<'workers.create'>,
): { folder: string } {
  const { name, description, baseImage, pythonVersion, channels } = request;
  const folder = path.join(path.resolve(request.path), name);
  const settings = {
    name,
    description,
    scripts: ['script.sh'],
    entryScriptPaths: ['/scripts'],
    baseImage,
    environments: [
      {
        name: 'base',
        requirements: ['requirements.txt'],
        entryRequirementPaths: ['/requirements'],
        channels: channels.length > 0 ? channels : [name],
        ...(pythonVersion !== null && { pythonVersion }),
      },
    ],
  };
  refuseErrors(parseWorkerSettings(settings, undefined, name).findings, 'The worker cannot be created');
  if (existsSync(folder)) {
    throw new EngineError('folder-not-usable', `There is a folder ${folder} already.`, {
      advice: 'Choose another name or another folder.',
    });
  }
  try {
    mkdirSync(folder, { recursive: true });
    cpSync(path.join(templates, 'workers', 'basic'), folder, { recursive: true });
    writeFileSync(path.join(folder, 'settings.json'), `${JSON.stringify(settings, null, 2)}\n`);
  } catch (cause) {
    rmSync(folder, { recursive: true, force: true });
    throw new EngineError('folder-not-usable', `The worker cannot be written to ${folder}.`, { cause });
  }
  return { folder };
}
