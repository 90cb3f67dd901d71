import type { RouteOutput } from '../../../contract/index.ts';
import type { ApplicationContext } from '../context/index.ts';
import type { Runtime } from '../runtimes/index.ts';
import type { Services } from '../services/index.ts';
import { lookAtService } from './look.ts';
import type { LookedAt } from './look.ts';
import type { Surroundings } from './withOthers.ts';

/** Looks at services before they are installed into an application. */
export interface Validation {
  /** Without running anything of it. @throws EngineError `service-invalid` when the folder itself cannot be read */
  look(folder: string, name: string | undefined): LookedAt;
  /** @throws EngineError `service-invalid` when the folder itself cannot be read */
  inspect(
    folder: string,
    name: string | undefined,
    run: boolean,
    signal: AbortSignal,
  ): Promise<RouteOutput<'services.inspect'>>;
}

interface ValidationParts {
  runtime: Runtime;
  services: Pick<Services, 'list'>;
}

export function createValidation(context: ApplicationContext, parts: ValidationParts): Validation {
  function around(): Surroundings {
    const { preServices, postServices } = context.options();
    const environments = parts.runtime.environments();
    return {
      services: parts.services.list(),
      preServices,
      postServices,
      // A runtime that is just being started offers none for a moment.
      channels: environments.length === 0 ? null : environments.flatMap(({ channels }) => channels),
    };
  }
  const look = (folder: string, name: string | undefined) => lookAtService(folder, name, around());

  return {
    look,
    async inspect(folder, name, _run, _signal) {
      const { name: found, jobs, findings } = look(folder, name);
      return { name: found, jobs, findings, environments: [] };
    },
  };
}
