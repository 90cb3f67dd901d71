import { EngineError, toEngineError } from '../../contract/index.ts';
import type { RouteOutput, RouteRequest } from '../../contract/index.ts';
import { removeContainers, usesDocker } from './applicationContainers.ts';
import { forgetApplication, inDocker, removeFolder } from './applications/index.ts';
import type { KnownApplication } from './applications/index.ts';
import type { OpenApplication } from './openApplicationTypes.ts';
import type { Docker, NamedApplication } from './runtimes/index.ts';
import { stepLabels } from './workers/index.ts';

/** What removing an application takes. */
interface Removal {
  home: string;
  docker: Docker;
  known: KnownApplication;
  opened: OpenApplication | EngineError;
  options: Omit<RouteRequest<'applications.remove'>, 'application'>;
  /** Looks at where a backup is to go. @returns its file @throws EngineError `folder-not-usable`, `file-exists` */
  checkBackup(file: string): Promise<string>;
  /** Backs up the closed application. @throws EngineError */
  backUp(file: string): Promise<void>;
  close(): Promise<void>;
  /** Opens it again, where something went wrong before anything was lost. */
  reopen(): Promise<void>;
  /** It is not there any more. */
  forgotten(): void;
}

/**
 * Ends an application. First of all what can fail without harm is done; from the moment on when it is forgotten,
 * whatever cannot be removed is told and left.
 * @throws EngineError `folder-not-usable`, `file-exists`, `disk-full`, `disk-failed`; then it is there as before, stopped
 */
export async function removeApplication(removal: Removal): Promise<RouteOutput<'applications.remove'>> {
  const { home, docker, known, opened, options } = removal;
  const backup = options.backup === null ? null : await removal.checkBackup(options.backup);
  const isInDocker = !(opened instanceof EngineError) && usesDocker(opened.settings().options);
  const named = opened instanceof EngineError ? known : inDocker(opened.settings());
  if (!(opened instanceof EngineError)) {
    opened.setStopped(true);
    await removal.close();
  }
  const left: string[] = [];
  // Before the backup: what runs in containers writes into the folder.
  if (isInDocker) {
    await removeContainers(docker, named).catch((cause: unknown) => {
      const { message, advice } = toEngineError(cause);
      left.push(`Its containers could not be removed: ${message} ${advice ?? ''}`.trim());
    });
  }
  try {
    if (backup !== null) await removal.backUp(backup);
    forgetApplication(home, known.id);
  } catch (cause) {
    await removal.reopen();
    throw cause;
  }
  removal.forgotten();
  if (isInDocker && !options.keepImages) left.push(...(await removeImages(docker, named)));
  if (!options.keepData) {
    const problem = await removeFolder(known);
    if (problem !== null) left.push(problem);
  }
  return { folder: options.keepData ? known.folder : null, backup, left };
}

/** @returns what could not be removed, for a person */
async function removeImages(docker: Docker, application: NamedApplication): Promise<string[]> {
  const { builder, labels } = docker.imagesOf(application);
  try {
    const left: string[] = [];
    // Those with a name first: while they are there, their steps cannot go.
    const found = [...(await builder.list(labels)), ...(await builder.list(stepLabels(application.id)))];
    for (const { references, own, id } of found) {
      // What somebody built on one inherits its labels, and is theirs.
      for (const reference of references.length === 0 ? [id] : own) {
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
