import { EngineError } from '../../../../../contract/index.ts';
import type { DockerServer } from '../../../../../contract/index.ts';
import { freeSomeSpace } from './problems/index.ts';

const lostCodes = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOENT',
  'EPIPE',
  'EACCES',
  'EPERM',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'ESSH',
]);

/** True where no answer came because the connection is not there. */
export function isConnectionFailure(thrown: unknown): boolean {
  const { code, statusCode } = asFailure(thrown);
  return statusCode === null && code !== '' && lostCodes.has(code);
}

/** True where Docker found no space on its disk. */
export function isDiskFull(thrown: unknown): boolean {
  if (thrown instanceof EngineError) return thrown.code === 'docker-disk-full';
  return /no space left on device|disk quota exceeded|not enough space on the disk/i.test(
    asFailure(thrown).text,
  );
}

/**
 * What Docker answered, or why it did not, as an error for people.
 * @param what what was asked, to follow "Docker could not"
 */
export function toCallError(what: string, thrown: unknown, server: DockerServer | null): EngineError {
  if (thrown instanceof EngineError) return thrown;
  const { name, text, statusCode } = asFailure(thrown);
  if (name === 'AbortError') return new EngineError('cancelled');
  if (isConnectionFailure(thrown)) {
    return new EngineError('docker-unavailable', `The connection to Docker was lost: it could not ${what}.`, {
      details: text,
    });
  }
  if (isDiskFull(thrown)) {
    const problem = freeSomeSpace(server, text);
    return new EngineError('docker-disk-full', `Docker could not ${what}: its disk is full.`, {
      advice: `${problem.advice} In a terminal: ${problem.command ?? ''}`,
      details: text,
    });
  }
  if (/no such image|image not known|manifest unknown|pull access denied|unable to find image/i.test(text)) {
    return new EngineError('image-missing', `Docker could not ${what}: its image is not there.`, {
      details: text,
    });
  }
  if (statusCode === 404 && /no such container|no container with|container .*not found/i.test(text)) {
    return new EngineError('container-missing', `Docker could not ${what}: the container is not there.`, {
      details: text,
    });
  }
  return new EngineError('docker-failed', `Docker could not ${what}.`, { details: text });
}

function asFailure(thrown: unknown): { name: string; text: string; code: string; statusCode: number | null } {
  if (!(thrown instanceof Error)) return { name: '', text: String(thrown), code: '', statusCode: null };
  const { code, statusCode } = thrown as { code?: unknown; statusCode?: unknown };
  return {
    name: thrown.name,
    text: thrown.message,
    code: typeof code === 'string' ? code : '',
    statusCode: typeof statusCode === 'number' ? statusCode : null,
  };
}
