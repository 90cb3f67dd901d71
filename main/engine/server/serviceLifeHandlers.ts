import path from 'node:path';
import { EngineError } from '../../../contract/index.ts';
import type {
  Finding,
  RouteOutput,
  RouteRequest,
  ServiceChange,
  serviceLifeRoutes,
  ServiceSource,
} from '../../../contract/index.ts';
import type { Engine } from '../engine.ts';
import { runAgain } from '../runAgain.ts';
import { originInWords, refuseErrors } from '../services/index.ts';
import type { TakenFrom } from '../services/index.ts';
import { takeFrom } from '../takeFrom.ts';

type ServiceLifeHandlers = {
  [Name in keyof typeof serviceLifeRoutes]: (
    request: RouteRequest<Name>,
    signal: AbortSignal,
  ) => RouteOutput<Name> | Promise<RouteOutput<Name>>;
};

/** The life of installed services. */
export function createServiceLifeHandlers(engine: Engine): ServiceLifeHandlers {
  const servicesOf = (application: string) => engine.application(application).services;
  const taken = async (source: ServiceSource) => takeFrom(engine, source);
  /** What is found where its functions are really imported. @throws EngineError `service-invalid` for errors */
  async function checked(
    application: string,
    from: TakenFrom,
    name: string | undefined,
    signal: AbortSignal,
  ): Promise<Finding[]> {
    const { validation } = engine.application(application);
    const { findings } = await validation.inspect(from.folder, name, true, signal);
    refuseErrors(originInWords(from.origin), findings);
    return findings;
  }

  /** Changes a service and tells from which version to which. */
  async function changing(
    application: string,
    name: string,
    change: (services: ReturnType<typeof servicesOf>) => Promise<void>,
  ): Promise<ServiceChange> {
    const services = servicesOf(application);
    const { version: from } = services.summary(name);
    await change(services);
    const { onEarlierVersion } = await services.get(name);
    const service = services.summary(name);
    return { service, from, to: service.version, onEarlierVersion };
  }

  return {
    'services.get': ({ application, name }) => servicesOf(application).get(name),
    async 'services.install'({ application, path: folder, source, name, replace, link }, signal) {
      const services = servicesOf(application);
      const from = await taken(source ?? { folder: folder ?? '' });
      if (link) services.checkLinked(from);
      const findings = await checked(application, from, name, signal);
      const more = link ? { link: { folder: from.folder, changedAt: Date.now() } } : {};
      const installed = await services.install({ from, name, replace, more });
      return { ...services.summary(installed.name), findings };
    },
    async 'services.compare'({ application, name, with: other }, signal) {
      const services = servicesOf(application);
      return services.compare(name, 'number' in other ? other : { from: await taken(other) }, signal);
    },
    'services.update': ({ application, name, source, expected }, signal) =>
      changing(application, name, async (services) => {
        const { source: origin, linkedFolder } = await services.get(name);
        const from = await taken(source ?? originFolder(origin, name));
        await checked(application, from, name, signal);
        // From elsewhere it follows its folder no longer, which would undo the update with the next change.
        const more = from.folder === linkedFolder ? {} : { link: null };
        await services.replace({ name, from, how: 'updated', expected, more });
      }),
    'services.enable': ({ application, name, job }) => servicesOf(application).setEnabled(name, job, true),
    'services.disable': ({ application, name, job }) => servicesOf(application).setEnabled(name, job, false),
    'services.set_options': ({ application, name, job, reset, changes }) =>
      servicesOf(application).setOptions(name, job, reset, changes),
    'services.versions': ({ application, name }) => servicesOf(application).versionsOf(name),
    'services.roll_back': ({ application, name, number }) =>
      changing(application, name, (services) => services.putBack(name, number)),
    async 'services.backup'({ application, name, to }) {
      const bytes = await servicesOf(application).backUp(name, to);
      return { path: path.resolve(to), bytes };
    },
    async 'services.restore'({ application, source, name, replace }) {
      const services = servicesOf(application);
      return services.summary(await services.restore(await taken(source), name, replace));
    },
    async 'services.remove'({ application, name, backup }) {
      const { services, control } = engine.application(application);
      const { open } = await services.get(name);
      if (backup !== undefined) await services.backUp(name, backup);
      const cancel = () =>
        control.cancel({
          choice: { service: name, states: ['waiting', 'queued'] },
          from: 'program',
          withCleanUp: false,
        });
      // Before, so that none of them begins without its code; and after, for those that were planned meanwhile.
      const before = await cancel();
      await services.remove(name);
      const after = await cancel();
      return {
        backup: backup === undefined ? null : path.resolve(backup),
        running: open.running,
        cancelled: before.cancelled + after.cancelled,
      };
    },
    'services.link': async ({ application, name, folder }) =>
      servicesOf(application).link(name, await taken({ folder })),
    'services.unlink': ({ application, name }) => servicesOf(application).unlink(name),
    'services.refresh': ({ application, name }) => servicesOf(application).refresh(name),
    'services.run_again': ({ application, name, patient }) =>
      runAgain(engine.application(application), name, patient),
    async 'services.environment'({ application, name, job }) {
      const { services, workbenches } = engine.application(application);
      return workbenches.openService(await services.get(name), job);
    },
  };
}

/** @throws EngineError `validation-failed` where it did not come from a folder */
function originFolder(origin: RouteOutput<'services.get'>['source'], name: string): ServiceSource {
  if (origin?.kind === 'folder' && origin.path !== null)
    return { folder: path.join(origin.path, origin.subfolder) };
  throw new EngineError(
    'validation-failed',
    `The service "${name}" was not installed from a folder of this machine.`,
    {
      advice: 'Say where its new files are.',
    },
  );
}
