import type { ErrorReply } from './errorReply.ts';

/**
 * Every error code that crosses a process border, with the sentence a researcher reads when nothing more exact is
 * known and, where there is one, what to do about it.
 */
export const errorGuide = {
  'route-not-found': {
    sentence: 'This version of DCM Processor does not know that request.',
    advice: 'The window and the engine may be of different versions: quit DCM Processor and start it again.',
  },
  'validation-failed': { sentence: 'The request is not well formed.' },
  usage: { sentence: 'The command line is not understood.', advice: 'See --help.' },
  'task-failed': { sentence: 'Long work did not come to its end.' },
  'job-failed': { sentence: 'Not every job succeeded.' },
  'check-failed': { sentence: 'A check found something that is wrong.' },
  incomplete: { sentence: 'A part of it was done, and a part was not.' },
  'forbidden-sender': { sentence: 'The request came from a place that may not make it.' },
  'check-without-fix': {
    sentence: 'This check cannot be mended in that way.',
    advice: 'Run the check again: what it found may have changed.',
  },
  internal: {
    sentence: 'Something went wrong inside DCM Processor.',
    advice: 'Nothing that was stored is lost. The engine log has the technical cause.',
  },
  cancelled: { sentence: 'The request was cancelled.' },
  'connection-lost': {
    sentence: 'The connection to the engine was lost.',
    advice: 'Unfinished work goes on as soon as the engine runs again.',
  },
  'engine-not-running': {
    sentence: 'The engine could not be started.',
    advice: 'The engine log has the technical cause.',
  },
  'engine-busy': {
    sentence: 'Another engine uses this data home.',
    advice: 'Use the one that runs, or choose another data home with DCM_PROCESSOR_HOME.',
  },
  'application-not-found': {
    sentence: 'There is no such application.',
    advice: 'List the applications with: dcm-processor list app',
  },
  'application-exists': {
    sentence: 'The name or folder is already used by an application.',
    advice: 'Choose another.',
  },
  'application-stopped': {
    sentence: 'The application is stopped.',
    advice: 'Start it: dcm-processor start app',
  },
  'application-busy': {
    sentence: 'The application is being started, stopped or removed.',
    advice: 'Try again when that is done.',
  },
  'study-in-use': {
    sentence: 'It is being worked on.',
    advice: 'Wait until that is done, or cancel it.',
  },
  'component-not-found': {
    sentence: 'The application has no such component.',
    advice: 'Add it with: dcm-processor add component orthanc',
  },
  'component-failed': {
    sentence: 'A component of the application did not do what was asked of it.',
    advice: 'See its container log; it is tried again by itself.',
  },
  'port-taken': {
    sentence: 'The port is used already.',
    advice: 'Choose another, or end what uses it.',
  },
  'application-damaged': {
    sentence: 'The application folder cannot be read.',
    advice: 'Check that the folder exists, is readable and was not written by a newer version.',
  },
  'folder-not-usable': {
    sentence: 'The folder cannot be used.',
    advice: 'Choose a folder that exists and that you may read and write.',
  },
  'file-exists': {
    sentence: 'There is a file of that name already.',
    advice: 'Choose another name: no file is ever written over.',
  },
  'backup-invalid': {
    sentence: 'The file is no backup that can be restored.',
    advice: 'Choose another backup, or another copy of this one.',
  },
  'service-invalid': {
    sentence: 'The folder is not a service that can be installed.',
  },
  'service-exists': {
    sentence: 'A service of that name is already installed.',
    advice: 'Replace it, or install under another name.',
  },
  'service-not-found': {
    sentence: 'There is no such service.',
    advice: 'List the installed ones with: dcm-processor list service',
  },
  'service-changed': {
    sentence: 'The files of the service are not those that were looked at.',
    advice: 'Compare again, and update then.',
  },
  'worker-invalid': {
    sentence: 'The folder is not a worker that can be installed.',
  },
  'worker-exists': {
    sentence: 'A worker of that name is already installed.',
    advice: 'Replace it, or install under another name.',
  },
  'worker-not-found': {
    sentence: 'There is no such worker.',
    advice: 'List the workers with: dcm-processor list workers',
  },
  'channel-taken': {
    sentence: 'Two environments claim one channel.',
    advice: 'Give one of them another channel in its settings.json.',
  },
  'image-build-failed': {
    sentence: 'The image of the worker could not be built.',
    advice: 'See what the build said; the worker goes on with the image it had, if there was one.',
  },
  'not-repeatable': {
    sentence: 'It cannot be run again exactly as it was.',
    advice: 'Run it anyway, or run the service as it is now on the same study.',
  },
  'nothing-to-import': {
    sentence: 'There is nothing to import.',
    advice: 'Choose files, folders, ZIP or tar archives that exist.',
  },
  'python-not-found': {
    sentence: 'No usable Python was found on this machine.',
    advice: 'Install Python 3.6 or newer, or name one with the setting "python" or DCM_PROCESSOR_PYTHON.',
  },
  'runtime-failed': {
    sentence: 'The Python runtime could not be started.',
    advice: 'The technical cause has what Python said.',
  },
  'peer-not-found': {
    sentence: 'There is no such peer.',
    advice: 'List the peers with: dcm-processor list peers',
  },
  'peer-exists': { sentence: 'There is a peer of that name already.', advice: 'Choose another name.' },
  'peer-unreachable': {
    sentence: 'The peer cannot be reached.',
    advice: 'Check its host and port, the network, and whether it runs and wants TLS.',
  },
  'peer-refused': {
    sentence: 'The peer refused what was asked of it.',
    advice: 'Check the AE titles on both sides, and what the peer allows us.',
  },
  'peer-failed': {
    sentence: 'The peer did not do what was asked of it.',
    advice: 'The technical cause has what it said; its own log may tell more.',
  },
  'source-invalid': {
    sentence: 'Nothing can be fetched from that place.',
    advice: 'Name a folder, a git repository, or a ZIP, tar or tar.gz archive.',
  },
  'source-not-found': {
    sentence: 'What was fetched is not there any more.',
    advice: 'Fetch it again: it is kept for a day at most.',
  },
  'source-unreachable': {
    sentence: 'The place to fetch from cannot be reached.',
    advice: 'Check the address and the network; a proxy is set with: dcm-processor set proxy',
  },
  'source-refused': {
    sentence: 'The place to fetch from wants a user name and password, or does not accept those it got.',
    advice: "Log in with git's own credential helper, or write https://USER:TOKEN@HOST/… as the address.",
  },
  'archive-unsafe': {
    sentence: 'The archive holds what must not be unpacked.',
    advice: 'Nothing of it was taken. Ask whoever made it for another.',
  },
  'git-missing': {
    sentence: 'Git is not installed on this machine.',
    advice: 'Install git, or use an archive of the repository.',
  },
  'secret-unreadable': {
    sentence: 'A secret cannot be read by this engine.',
    advice: 'It was kept with the key store of the window: open the window, or enter it again.',
  },
  'legacy-not-found': {
    sentence: 'There is nothing of the old command-line tool.',
    advice: 'Name its config.json; it usually lies in the folder .dcm-processor of your user folder.',
  },
  'legacy-damaged': {
    sentence: 'The configuration of the old command-line tool cannot be read.',
    advice: 'Check that the file is the config.json of the old tool, and readable.',
  },
  'not-found': {
    sentence: 'There is no such entry.',
    advice: 'It may have been removed; look at the list again.',
  },
  'database-newer': {
    sentence: 'The history was written by a newer version of DCM Processor.',
    advice: 'Install that version or a later one.',
  },
  'database-failed': {
    sentence: 'The history cannot be read or written.',
    advice: 'Check that the disk is not full and that the application folder is writable.',
  },
  'database-busy': {
    sentence: 'Another program holds the history of the application, and nothing can be written to it.',
    advice: 'Close the program that has history.sqlite open: everything goes on by itself then.',
  },
  'database-damaged': {
    sentence: 'The history of the application is damaged.',
    advice: 'It is being restored from the newest good backup; look at the application again in a moment.',
  },
  'disk-full': {
    sentence: 'There is too little space left on the disk of the archive.',
    advice: 'Free some space: what is waiting goes on by itself then.',
  },
  'disk-failed': {
    sentence: 'A file could not be read or written.',
    advice: 'Check the free space and the permissions of the folder.',
  },
  'docker-not-installed': {
    sentence: 'Docker is not installed on this machine, or not where it is usually found.',
    advice: 'Install Docker or Podman, or name the place with DOCKER_HOST.',
  },
  'docker-unavailable': {
    sentence: 'Docker does not run.',
    advice: 'Start Docker: everything goes on by itself then.',
  },
  'docker-permission': {
    sentence: 'This user may not use Docker.',
    advice: 'Let the administrator give the right, then log out and in again.',
  },
  'docker-endpoint-invalid': {
    sentence: 'The address of Docker is not a valid one.',
    advice: 'Correct DOCKER_HOST or the Docker context, or remove it.',
  },
  'docker-too-old': {
    sentence: 'This Docker is too old.',
    advice: 'Install Docker 20.10 or newer.',
  },
  'docker-disk-full': {
    sentence: 'There is no space left on the disk where Docker keeps images and containers.',
    advice: 'Remove images and containers that nobody needs: what is waiting goes on by itself then.',
  },
  'docker-failed': {
    sentence: 'Docker did not do what was asked of it.',
    advice: 'The technical cause has what it said.',
  },
  'container-missing': {
    sentence: 'There is no such container any more.',
    advice: 'It was removed outside of DCM Processor; it is made anew at the next start.',
  },
  'container-failed': {
    sentence: 'A container does not work.',
    advice: 'Its log tells more.',
  },
  'image-missing': {
    sentence: 'The image is not on this machine any more.',
    advice: 'Build it again.',
  },
} as const satisfies Record<string, { sentence: string; advice?: string }>;

/** A code of `errorGuide`. */
export type ErrorCode = keyof typeof errorGuide;

/** Codes of what can be wrong with Docker, its containers and its images. */
export const dockerErrorCodes = [
  'docker-not-installed',
  'docker-unavailable',
  'docker-permission',
  'docker-endpoint-invalid',
  'docker-too-old',
  'docker-disk-full',
  'docker-failed',
  'container-missing',
  'container-failed',
  'image-missing',
] as const satisfies readonly ErrorCode[];

/** The one error class on both sides of the contract. */
export class EngineError extends Error {
  readonly code: ErrorCode;
  readonly advice: string | undefined;
  readonly details: string | undefined;

  /**
   * @param code see `errorGuide`
   * @param message what happened, to what; the guide's sentence when omitted
   * @param more `details`: the technical cause; `advice`: in place of the guide's
   */
  constructor(
    code: ErrorCode,
    message?: string,
    more: { details?: string; advice?: string; cause?: unknown } = {},
  ) {
    const guide: { sentence: string; advice?: string } = errorGuide[code];
    super(message ?? guide.sentence, more.cause === undefined ? undefined : { cause: more.cause });
    this.name = 'EngineError';
    this.code = code;
    this.advice = more.advice ?? guide.advice;
    this.details = more.details ?? (more.cause === undefined ? undefined : describeCause(code, more.cause));
  }

  /** The error as it crosses the border. */
  toReply(): ErrorReply {
    const reply: ErrorReply = { code: this.code, message: this.message };
    if (this.advice !== undefined) reply.advice = this.advice;
    if (this.details !== undefined) reply.details = this.details;
    return reply;
  }

  /** The error as it came over the border. */
  static fromReply(reply: ErrorReply): EngineError {
    const more: { details?: string; advice?: string } = {};
    if (reply.details !== undefined) more.details = reply.details;
    if (reply.advice !== undefined) more.advice = reply.advice;
    return new EngineError(reply.code, reply.message, more);
  }
}

/** Any thrown value as an `EngineError`; what is not one becomes `internal` with its text as the technical cause. */
export function toEngineError(thrown: unknown): EngineError {
  return thrown instanceof EngineError ? thrown : new EngineError('internal', undefined, { cause: thrown });
}

/** What happened and what to do, as one text. */
export function withAdvice({ message, advice }: Pick<ErrorReply, 'message' | 'advice'>): string {
  return [message, advice].filter(Boolean).join(' ');
}

/**
 * The technical cause in words. What the system says of a file or a port names what it was asked and why it refused;
 * where in our code that was helps only where nobody expected it.
 */
function describeCause(code: ErrorCode, cause: unknown): string {
  if (cause instanceof Error && 'syscall' in cause && code !== 'internal') return cause.message;
  if (cause instanceof Error) return cause.stack ?? `${cause.name}: ${cause.message}`;
  return String(cause);
}
