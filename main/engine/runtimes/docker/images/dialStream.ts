import { Readable } from 'node:stream';
import type Docker from 'dockerode';
import { EngineError } from '../../../../../contract/index.ts';

type Dial = Parameters<Docker['modem']['dial']>[0];

/**
 * Asks Docker something whose answer comes as a stream. The client's own call for builds is not used, because it opens a
 * session for BuildKit that nothing here needs, and that an aborted build would leave open.
 * @throws EngineError `cancelled`
 */
export async function dialStream(docker: Docker, request: Dial, signal: AbortSignal): Promise<Readable> {
  if (signal.aborted) throw new EngineError('cancelled');
  const abort = new AbortController();
  const onAbort = () => abort.abort();
  signal.addEventListener('abort', onAbort, { once: true });
  const settled = () => signal.removeEventListener('abort', onAbort);
  return new Promise((resolve, reject) => {
    docker.modem.dial(
      {
        ...request,
        isStream: true,
        abortSignal: abort.signal,
        statusCodes: { 200: true, 400: 'bad parameter', 404: 'not found', 500: 'server error' },
      },
      (failure: Error | null, answer: unknown) => {
        if (answer instanceof Readable) {
          answer.once('close', settled);
          resolve(answer);
          return;
        }
        settled();
        reject(signal.aborted ? new EngineError('cancelled') : (failure ?? new Error('no answer')));
      },
    );
  });
}
