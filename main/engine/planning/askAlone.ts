import type { ApplicationOptions, ExplainedJob, Grouping } from '../../../contract/index.ts';
import type { ApplicationContext } from '../context/index.ts';
import type { HeaderPayload } from '../dispatch/index.ts';
import type { Runtime } from '../runtimes/index.ts';
import { storedAnswer } from './answers.ts';
import { withScratchFolder } from './assess.ts';
import { decide } from './decide.ts';
import { readDefinitions } from './definitions.ts';
import { jobsByEntity } from './entityJobs.ts';
import type { PlannedService } from './types.ts';

/** What a callback answered. */
export type AloneAnswer = Pick<ExplainedJob, 'jobName' | 'entity' | 'answer' | 'injected'>;

/**
 * Asks the callbacks of one service, whatever others there are; neither runs nor records anything.
 * @param options.registryFolder folder that holds its registry package, under its name
 * @throws EngineError when the runtime is not usable
 */
export async function askAlone(
  context: ApplicationContext,
  options: {
    runtime: Runtime;
    settings: ApplicationOptions;
    service: PlannedService;
    registryFolder: string;
    level: Grouping;
    headers: HeaderPayload;
    signal: AbortSignal;
  },
): Promise<AloneAnswer[]> {
  const defined = readDefinitions({ preServices: [], postServices: [], services: [options.service] });
  const { jobs } = jobsByEntity(defined.jobs, options.level, options.headers);
  return withScratchFolder(async (run) => {
    const folders = { ...context.folders, registry: options.registryFolder, logs: run.logs };
    const { answers } = await decide(
      { ...context, folders },
      { ...options, run, jobs, makeFolder: async () => undefined },
    );
    return jobs.map(({ definition, entity }, index) => {
      const answer = answers[index] ?? null;
      return {
        jobName: definition.jobName,
        entity,
        answer: answer === null ? null : storedAnswer(answer),
        injected: answer?.kind === 'accepted' ? answer.injected : null,
      };
    });
  });
}
