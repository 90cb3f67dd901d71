import { mkdirSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { EngineError, applicationOptionsSchema, errorsIn } from '../../../contract/index.ts';
import type { Finding, RouteRequest } from '../../../contract/index.ts';
import { makeFolders } from '../../platform/index.ts';
import { applicationFolders, newId } from '../context/index.ts';
import { readKnownApplications, writeKnownApplications } from './knownApplications.ts';
import type { KnownApplication } from './knownApplications.ts';
import { makeDataFolder } from './dataFolder.ts';
import { checkDataFolder, checkFolder, checkName, folderFor, isApplicationFolder } from './place.ts';
import { readSettings, writeSettings } from './settings.ts';

/**
 * Makes the folders and settings of a new application and adds it to the data home. A folder that already holds an
 * application which this home does not know is taken in as it is, history included.
 * @param begins stopped where its images are still to be fetched or built
 * @throws EngineError `application-exists`, `folder-not-usable`
 */
export function createApplication(
  home: string,
  request: RouteRequest<'applications.create'>,
  begins = { isStopped: request.options.runtime === 'docker' },
): KnownApplication {
  const known = readKnownApplications(home);
  const wanted = { home, known, name: request.name, folder: request.folder, mayTakeIn: true };
  const [wrong] = errorsIn([
    ...checkName(request.name, known),
    ...checkFolder(wanted),
    ...checkDataFolder(wanted, request.dataFolder),
  ]);
  if (wrong !== undefined) throw placeError(wrong);
  const folder = folderFor(wanted) ?? path.join(home, 'applications', request.name);
  const application = isApplicationFolder(folder) ? takeIn(folder) : makeNew(folder, request, begins);
  if (known.some((one) => one.id === application.id) || checkName(application.name, known).length > 0) {
    throw new EngineError(
      'application-exists',
      `The application in ${folder} is already known as "${application.name}".`,
    );
  }
  writeKnownApplications(home, [...known, application]);
  return application;
}

/** A finding about a name or folder as an error. */
export function placeError({ code, message, advice }: Finding): EngineError {
  const isTaken = code === 'name-taken' || code === 'folder-taken';
  return new EngineError(isTaken ? 'application-exists' : 'folder-not-usable', message, {
    ...(advice !== null && { advice }),
  });
}

function takeIn(folder: string): KnownApplication {
  const { id, name, createdAt } = readSettings(applicationFolders(folder).settingsFile);
  return { id, name, folder, createdAt };
}

function makeNew(
  folder: string,
  request: RouteRequest<'applications.create'>,
  { isStopped }: { isStopped: boolean },
): KnownApplication {
  const folders = applicationFolders(folder);
  try {
    makeFolders(folder);
    if (readdirSync(folder).length > 0) {
      throw new EngineError('folder-not-usable', `The folder ${folder} is not empty.`, {
        advice: 'Choose an empty folder, or a name for a new one.',
      });
    }
    if (request.dataFolder !== undefined) makeDataFolder(folder, path.normalize(request.dataFolder));
    for (const part of [folders.archive, folders.registry, folders.modules, folders.runs, folders.logs]) {
      mkdirSync(part, { recursive: true });
    }
    const application = { id: newId(), name: request.name, folder, createdAt: Date.now() };
    writeSettings(folders.settingsFile, {
      version: 1,
      id: application.id,
      name: application.name,
      createdAt: application.createdAt,
      isStopped,
      options: applicationOptionsSchema.parse(request.options),
    });
    return application;
  } catch (cause) {
    if (cause instanceof EngineError) throw cause;
    throw new EngineError('folder-not-usable', `The folder ${folder} cannot be made or written.`, { cause });
  }
}
