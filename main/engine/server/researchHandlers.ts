import type {
  RouteOutput,
  RouteRequest,
  estimateRoutes,
  goldenRoutes,
  provenanceRoutes,
  scratchRoutes,
  workbenchRoutes,
} from '../../../contract/index.ts';
import type { Engine } from '../engine.ts';
import { readCard } from '../provenance/index.ts';

type ResearchRoutes = typeof provenanceRoutes &
  typeof scratchRoutes &
  typeof goldenRoutes &
  typeof workbenchRoutes &
  typeof estimateRoutes;
type ResearchHandlers = {
  [Name in keyof ResearchRoutes]: (
    request: RouteRequest<Name>,
  ) => RouteOutput<Name> | Promise<RouteOutput<Name>>;
};

/** Where results come from, and how they would be otherwise. */
export function createResearchHandlers(engine: Engine): ResearchHandlers {
  const applicationOfJobRun = (application: string | undefined, jobRun: string) =>
    application === undefined ? engine.applicationOfJobRun(jobRun) : engine.application(application);
  return {
    'estimates.queue': ({ application }) => engine.application(application).estimates.queue(),
    'provenance.get': ({ application, jobRun, attempt }) => {
      const { context, services } = applicationOfJobRun(application, jobRun);
      return readCard(context.history, { jobRun, attempt }, services.versions);
    },

    'scratch.start': ({ application, ...request }) => engine.application(application).scratch.start(request),
    'scratch.check_again': ({ application, jobRun, attempt }) =>
      applicationOfJobRun(application, jobRun).scratch.checkAgain({ jobRun, attempt }),
    'scratch.again': async ({ application, jobRun, attempt, anyway }) => {
      const { scratch, context } = applicationOfJobRun(application, jobRun);
      return { ...(await scratch.again({ jobRun, attempt }, anyway)), application: context.id };
    },
    'scratch.get': ({ application, scratch }) => engine.application(application).scratch.get(scratch),
    'scratch.list': ({ application, ...request }) => engine.application(application).scratch.list(request),
    'scratch.remove': async ({ application, scratch }) => {
      await engine.application(application).scratch.remove(scratch);
      return {};
    },

    'workbench.open': ({ application, jobRun, fresh }) =>
      applicationOfJobRun(application, jobRun).workbenches.open(jobRun, fresh),
    'workbench.remove': async ({ application, jobRun }) => {
      await applicationOfJobRun(application, jobRun).workbenches.remove(jobRun);
      return {};
    },

    'golden.add': ({ application, ...request }) =>
      applicationOfJobRun(application, request.jobRun).golden.add(request),
    'golden.list': ({ application, service }) => engine.application(application).golden.list(service ?? null),
    'golden.check': ({ application, ...request }) => engine.application(application).golden.check(request),
    'golden.accept': ({ application, case: id }) => engine.application(application).golden.accept(id),
    'golden.remove': async ({ application, case: id }) => {
      await engine.application(application).golden.remove(id);
      return {};
    },
  };
}
