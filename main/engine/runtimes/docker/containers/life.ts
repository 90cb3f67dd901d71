import { EngineError } from '../../../../../contract/index.ts';
import type { DockerEngine } from '../engine/index.ts';
import { inspectContainer, isGone, isSoAlready } from './find.ts';
import { containerLabels, containerName } from './labels.ts';
import type { NamedApplication } from './labels.ts';
import type { ContainerPlan } from './types.ts';

/** What each container keeps of its own output in Docker; DCM Processor keeps more in the application's folder. */
const logConfig = { Type: 'json-file', Config: { 'max-size': '10m', 'max-file': '2' } };
/** Most times that a container being removed by somebody else is looked for. */
const removalLooks = 100;

/** Makes, starts, stops and removes single containers. */
export interface Life {
  /** Makes it; it does not run yet. @returns its identifier */
  create(application: NamedApplication, plan: ContainerPlan): Promise<string>;
  /** @throws EngineError `container-missing` */
  start(container: { id: string; name: string }): Promise<void>;
  stop(container: { id: string; name: string }, seconds: number): Promise<void>;
  remove(container: { id: string; name: string }): Promise<void>;
}

/** @param drain waits until all that a container printed is kept: Docker forgets it with the container */
export function createLife(
  engine: DockerEngine,
  home: string,
  drain: (container: { id: string; name: string }) => Promise<void>,
): Life {
  async function stop({ id, name }: { id: string; name: string }, seconds?: number): Promise<void> {
    await engine.use(`stop the container ${name}`, async (docker) => {
      await docker
        .getContainer(id)
        .stop(seconds === undefined ? {} : { t: seconds })
        .catch((thrown: unknown) => {
          if (!isSoAlready(thrown) && !isGone(thrown)) throw thrown;
        });
    });
  }
  return {
    async create(application, plan) {
      const name = containerName(application, plan);
      const isPodman = engine.state().server?.kind === 'podman';
      const labels = containerLabels(home, application, plan, plan.config);
      return engine.use(`make the container ${name}`, async (docker) => {
        try {
          const made = await docker.createContainer({
            ...plan.options,
            name,
            Labels: { ...plan.options.Labels, ...labels },
            HostConfig: { ...(!isPodman && { LogConfig: logConfig }), ...plan.options.HostConfig },
          });
          return made.id;
        } catch (thrown) {
          throw (thrown as { statusCode?: unknown }).statusCode === 409 ? nameIsTaken(name, thrown) : thrown;
        }
      });
    },
    start: ({ id, name }) =>
      engine.use(`start the container ${name}`, async (docker) => {
        await docker
          .getContainer(id)
          .start()
          .catch((thrown: unknown) => {
            if (!isSoAlready(thrown)) throw thrown;
          });
      }),
    stop,
    async remove({ id, name }) {
      await stop({ id, name });
      await drain({ id, name });
      const isRemoved = await engine.use(`remove the container ${name}`, async (docker) => {
        try {
          await docker.getContainer(id).remove({ force: true, v: true });
          return true;
        } catch (thrown) {
          if (isGone(thrown)) return true;
          // Somebody else is at it.
          if ((thrown as { statusCode?: unknown }).statusCode === 409) return false;
          throw thrown;
        }
      });
      for (let look = 0; !isRemoved && look < removalLooks; look += 1) {
        if ((await inspectContainer(engine, { id, name })) === null) return;
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
    },
  };
}

function nameIsTaken(name: string, cause: unknown): EngineError {
  return new EngineError(
    'docker-failed',
    `There is a container ${name} that DCM Processor did not make here.`,
    {
      advice: `Remove or rename it: docker rename ${name} ${name}-old. It may be of another data home.`,
      cause,
    },
  );
}
