import { EngineError, environmentLockSchema } from '../../../../../contract/index.ts';
import type { EnvironmentLock } from '../../../../../contract/index.ts';
import type { InstalledEnvironment } from '../../../workers/index.ts';
import type { DockerEngine } from '../engine/index.ts';
import { hostVariablesInside } from './environment.ts';
import { execToEnd } from './execHost.ts';
import { createPaths } from './paths.ts';
import type { Replica } from './replica.ts';

/** Tells what environments in containers are made of; asked once for each start of a container. */
export interface Locks {
  /** @throws EngineError `runtime-failed`, those of Docker */
  take(replica: Replica, environment: InstalledEnvironment): Promise<EnvironmentLock>;
}

export function createLocks(engine: DockerEngine): Locks {
  /** Nothing is installed into a container once it has started. */
  const known = new WeakMap<Replica, Map<string, Promise<EnvironmentLock>>>();
  const nowhere = createPaths([]);

  async function ask(replica: Replica, environment: InstalledEnvironment): Promise<EnvironmentLock> {
    const { container, worker, variables } = replica;
    const { stdout, stderr } = await execToEnd(engine, {
      id: container.id,
      name: container.name,
      command: [environment.python, '-m', 'dcm_processor_runtime.lock'],
      variables: hostVariablesInside(nowhere, { worker, environment }, {}, variables),
    });
    const answer = environmentLockSchema.safeParse(parseJson(stdout.trim().split('\n').at(-1) ?? ''));
    if (answer.success) return answer.data;
    throw new EngineError(
      'runtime-failed',
      `${environment.python} of the worker "${worker.name}" did not say what is installed.`,
      { details: stderr.trim() },
    );
  }

  return {
    take(replica, environment) {
      const ofReplica = known.get(replica) ?? new Map<string, Promise<EnvironmentLock>>();
      known.set(replica, ofReplica);
      const found = ofReplica.get(environment.name);
      if (found !== undefined) return found;
      const asked = ask(replica, environment);
      ofReplica.set(environment.name, asked);
      asked.catch(() => ofReplica.delete(environment.name));
      return asked;
    },
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
