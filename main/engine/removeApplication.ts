import { EngineError, toEngineError } from '../../contract/index.ts';
import type { RouteOutput, RouteRequest } from '../../contract/index.ts';
import { removeContainers, usesDocker } from './applicationContainers.ts';
import { backUpFolder, checkBackupFolder, forgetApplication, removeFolder } from './applications/index.ts';
import type { KnownApplication } from './applications/index.ts';
import type { OpenApplication } from './openApplicationTypes.ts';
import type { Docker } from './runtimes/index.ts';
import { stepLabels } from './workers/index.ts';

/** What removing an application takes. */
interface Removal {
  home: string;
  docker: Docker;
  known: KnownApplication;
  opened: OpenApplication | EngineError;
  options: Omit<RouteRequest<'applications.remove'>, 'application'>;
  close(): Promise<void>;
  /** Opens it again, where something went wrong before anything was lost. */
  reopen(): Promise<void>;
  /** It is not there any more. */
  forgotten(): void;
}

/**
 * Ends an application. First of all what can fail without harm is done; from the moment on when it is forgotten,
 * whatever cannot be removed is told and left.
 * @throws EngineError `folder-not-usable`, `disk-failed`; then it is there as before, stopped
 */
export async function removeApplication(removal: Removal): Promise<RouteOutput<'applications.remove'>> {
  const { home, docker, known, opened, options } = removal;
  const backup = options.backup === null ? null : checkBackupFolder(known, options.backup);
  const inDocker = !(opened instanceof EngineError) && usesDocker(opened.settings().options);
  if (!(opened instanceof EngineError)) {
    opened.setStopped(true);
    await removal.close();
  }
  const left: string[] = [];
  // Before the copy: what runs in containers writes into the folder.
  if (inDocker) {
    await removeContainers(docker, known).catch((cause: unknown) => {
      const { message, advice } = toEngineError(cause);
      left.push(`Its containers could not be removed: ${message} ${advice ?? ''}`.trim());
    });
  }
  try {
    if (backup !== null) await backUpFolder(known, backup);
    forgetApplication(home, known.id);
  } catch (cause) {
    await removal.reopen();
    throw cause;
  }
  removal.forgotten();
  if (inDocker && !options.keepImages) left.push(...(await removeImages(docker, known)));
  if (!options.keepData) {
    const problem = await removeFolder(known);
    if (problem !== null) left.push(problem);
  }
  return { folder: options.keepData ? known.folder : null, backup, left };
}

/** @returns what could not be removed, for a person */
async function removeImages(docker: Docker, known: KnownApplication): Promise<string[]> {
  const { builder, labels } = docker.imagesOf(known);
  try {
    const left: string[] = [];
    // Those with a name first: while they are there, their steps cannot go.
    const found = [...(await builder.list(labels)), ...(await builder.list(stepLabels(known.id)))];
    for (const { references, id } of found) {
      for (const reference of references.length === 0 ? [id] : references) {
        if (!(await builder.remove(reference)) && references.length > 0)
          left.push(`The image ${reference} is still used by something else.`);
      }
    }
    return left;
  } catch (cause) {
    const { message, advice } = toEngineError(cause);
    return [`Its images could not be removed: ${message} ${advice ?? ''}`.trim()];
  }
}
