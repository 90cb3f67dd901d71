import os from 'node:os';
import { toEngineError } from '../../../contract/index.ts';
import type { EnvironmentLock } from '../../../contract/index.ts';
import { productVersion } from '../../platform/index.ts';
import type { Runtime } from '../runtimes/index.ts';
import type { ServiceVersions } from '../services/index.ts';

/** What was found out about code and environment when a job began. */
export interface Testimony {
  /** Version of the service's files; null where they could not be read. */
  serviceVersion: string | null;
  environment: string;
  runtime: Runtime['kind'];
  lock: EnvironmentLock | null;
  machine: string;
  productVersion: string;
  problems: string[];
}

/**
 * Looks at code and environment as a job begins. Never rejects: what cannot be found out is a problem on the card, not
 * of the job.
 */
export type Witness = (job: { worker: string; environment: string }) => Promise<Testimony>;

export function createWitness(options: {
  runtime: Pick<Runtime, 'kind' | 'lock'>;
  versions: Pick<ServiceVersions, 'keep'>;
}): Witness {
  const { runtime, versions } = options;
  const machine = os.hostname();
  /** Of jobs that begin in the same moment, only the first is looked at. */
  const now = new Map<string, Promise<Testimony>>();

  async function look(service: string, environment: string): Promise<Testimony> {
    const problems: string[] = [];
    async function unlessFailed<Result>(what: string, work: () => Promise<Result>): Promise<Result | null> {
      try {
        return await work();
      } catch (cause) {
        problems.push(`${what}: ${toEngineError(cause).details ?? String(cause)}`);
        return null;
      }
    }
    const [serviceVersion, lock] = await Promise.all([
      unlessFailed('The code could not be kept', () => versions.keep(service)),
      unlessFailed('The packages of the environment are not known', () => runtime.lock(environment)),
    ]);
    return { serviceVersion, environment, runtime: runtime.kind, lock, machine, productVersion, problems };
  }

  return ({ worker, environment }) => {
    const service = serviceOf(worker);
    const about = JSON.stringify([service, environment]);
    const seen = now.get(about);
    if (seen !== undefined) return seen;
    if (now.size === 0) setImmediate(() => now.clear());
    const testimony = look(service, environment);
    now.set(about, testimony);
    return testimony;
  };
}

/** The package that a function lies in; services of the application settings have one as well. */
function serviceOf(worker: string): string {
  return worker.slice(0, Math.max(0, worker.indexOf('.')));
}
