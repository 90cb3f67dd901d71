import { mkdirSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { EngineError, applicationOptionsSchema } from '../../../contract/index.ts';
import type { RouteRequest } from '../../../contract/index.ts';
import { applicationFolders, newId } from '../context/index.ts';
import { readKnownApplications, writeKnownApplications } from './knownApplications.ts';
import type { KnownApplication } from './knownApplications.ts';
import { readSettings, writeSettings } from './settings.ts';

/**
 * Makes the folders and settings of a new application and adds it to the data home. A folder that already holds an
 * application which this home does not know is taken in as it is, history included.
 * @throws EngineError `application-exists`, `folder-not-usable`
 */
export function createApplication(
  home: string,
  request: RouteRequest<'applications.create'>,
): KnownApplication {
  const known = readKnownApplications(home);
  const folder = request.folder ?? path.join(home, 'applications', request.name);
  if (!path.isAbsolute(folder)) {
    throw new EngineError(
      'folder-not-usable',
      `The application folder must be a full path, not "${folder}".`,
    );
  }
  if (known.some((one) => sameName(one.name, request.name))) {
    throw new EngineError('application-exists', `There is already an application named "${request.name}".`);
  }
  if (known.some((one) => path.resolve(one.folder) === path.resolve(folder))) {
    throw new EngineError('application-exists', `The folder ${folder} already belongs to an application.`);
  }
  const application = isApplicationFolder(folder) ? takeIn(folder) : makeNew(folder, request);
  if (known.some((one) => one.id === application.id || sameName(one.name, application.name))) {
    throw new EngineError(
      'application-exists',
      `The application in ${folder} is already known as "${application.name}".`,
    );
  }
  writeKnownApplications(home, [...known, application]);
  return application;
}

function isApplicationFolder(folder: string): boolean {
  return statSync(applicationFolders(folder).settingsFile, { throwIfNoEntry: false })?.isFile() === true;
}

function takeIn(folder: string): KnownApplication {
  const { id, name, createdAt } = readSettings(applicationFolders(folder).settingsFile);
  return { id, name, folder, createdAt };
}

function makeNew(folder: string, request: RouteRequest<'applications.create'>): KnownApplication {
  const folders = applicationFolders(folder);
  try {
    mkdirSync(folder, { recursive: true });
    if (readdirSync(folder).length > 0) {
      throw new EngineError('folder-not-usable', `The folder ${folder} is not empty.`, {
        advice: 'Choose an empty folder, or a name for a new one.',
      });
    }
    for (const part of [folders.archive, folders.registry, folders.modules, folders.runs, folders.logs]) {
      mkdirSync(part, { recursive: true });
    }
    const application = { id: newId(), name: request.name, folder, createdAt: Date.now() };
    writeSettings(folders.settingsFile, {
      version: 1,
      id: application.id,
      name: application.name,
      createdAt: application.createdAt,
      // Its images are still to be fetched or built.
      isStopped: request.options.runtime === 'docker',
      options: applicationOptionsSchema.parse(request.options),
    });
    return application;
  } catch (cause) {
    if (cause instanceof EngineError) throw cause;
    throw new EngineError('folder-not-usable', `The folder ${folder} cannot be made or written.`, { cause });
  }
}

/** Names differ by more than case, because they also name folders on systems that ignore it. */
function sameName(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}
