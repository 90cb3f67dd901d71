import { EngineError, orthancOptionsSchema } from '../../../contract/index.ts';
import type { OrthancOptions, RouteOutput, RouteRequest, componentRoutes } from '../../../contract/index.ts';
import type { Engine } from '../engine.ts';

type ComponentHandlers = {
  [Name in keyof typeof componentRoutes]: (
    request: RouteRequest<Name>,
  ) => RouteOutput<Name> | Promise<RouteOutput<Name>>;
};

/** What runs beside applications in containers. */
export function createComponentHandlers(engine: Engine): ComponentHandlers {
  const componentsOf = (id: string) => engine.application(id).components;

  function setOrthanc(id: string, orthanc: OrthancOptions | null): void {
    const { docker } = engine.application(id).settings().options;
    engine.setOptions(id, { docker: { ...docker, components: { ...docker.components, orthanc } } });
  }

  return {
    'components.list': ({ application }) => componentsOf(application).list(),
    'components.set': ({ application, options }) => {
      const before = engine.application(application).settings().options.docker.components.orthanc;
      setOrthanc(application, orthancOptionsSchema.parse({ ...before, ...options }));
      return componentsOf(application).list();
    },
    'components.remove': async ({ application, keepData }) => {
      const { settings } = engine.application(application);
      if (settings().options.docker.components.orthanc === null) throw new EngineError('component-not-found');
      const { orthanc } = settings().options.docker.components;
      setOrthanc(application, null);
      try {
        await componentsOf(application).remove(keepData);
      } catch (cause) {
        // Its container is still there: nothing was removed.
        setOrthanc(application, orthanc);
        throw cause;
      }
      return componentsOf(application).list();
    },
    'components.access': ({ application }) => componentsOf(application).access(),
    'components.retry': ({ application }) => ({ count: componentsOf(application).retry() }),
  };
}
