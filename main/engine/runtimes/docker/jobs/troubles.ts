import { EngineError, toEngineError } from '../../../../../contract/index.ts';
import type { DockerEngine } from '../engine/index.ts';

/** Errors that are about Docker as a whole, not about one container. */
export function isAboutDocker(cause: unknown): boolean {
  const { code } = toEngineError(cause);
  return code === 'cancelled' || (code.startsWith('docker-') && code !== 'docker-failed');
}

/** Why nothing can be asked of Docker; null while it is connected. */
export function connectionTrouble(engine: DockerEngine): EngineError | null {
  const { state, problem } = engine.state();
  if (state === 'connected' || state === 'idle') return null;
  if (problem === null) {
    return new EngineError(
      'docker-unavailable',
      'The connection to Docker was lost; it is being looked for.',
    );
  }
  const { code, message, advice, command, details } = problem;
  return new EngineError(code, message, {
    advice: command === null ? advice : `${advice} In a terminal: ${command}`,
    ...(details !== null && { details }),
  });
}

/** @throws EngineError `runtime-failed` where Docker cannot mount folders of this machine */
export function assertLocal(engine: DockerEngine): void {
  const { endpoint } = engine.state();
  if (endpoint === null || endpoint.isLocal) return;
  throw new EngineError(
    'runtime-failed',
    `Docker (${endpoint.address}) is on another machine, which has no folders of this one.`,
    { advice: 'Use Docker on this machine, or the runtime "local".' },
  );
}
