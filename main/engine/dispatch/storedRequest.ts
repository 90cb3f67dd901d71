import { z } from 'zod';
import { EngineError, resourcesSchema } from '../../../contract/index.ts';
import type { Resources } from '../../../contract/index.ts';
import type { ApplicationContext } from '../context/index.ts';
import type { JobRequest } from '../runtimes/index.ts';
import type { ClaimedJob } from './claim.ts';
import { createRequests } from './jobRequest.ts';

/**
 * The request by which a job run was run, or would be, in its own run's folder.
 * @throws EngineError `not-found`
 */
export function storedRequest(context: ApplicationContext, jobRun: string): JobRequest {
  const row = context.history.get<Omit<ClaimedJob, 'environment' | 'slots' | 'gpus' | 'turn' | 'startedAt'>>(
    `SELECT key, id, run_id AS runId, job_name AS jobName, entity_id AS entityId, channel, definition,
       timeout_ms AS timeoutMs, attempts AS attempt
     FROM job_run WHERE id = ?`,
    [jobRun],
  );
  if (row === undefined) throw new EngineError('not-found', 'There is no such job run.');
  return createRequests(context)({
    ...row,
    environment: '',
    slots: Infinity,
    gpus: [],
    turn: null,
    startedAt: 0,
  });
}

const definitionSchema = z.object({ resources: resourcesSchema });

/** What a job run asks for of the machine. @throws EngineError `not-found` */
export function storedResources({ history }: ApplicationContext, jobRun: string): Resources {
  const row = history.get<{ definition: string }>('SELECT definition FROM job_run WHERE id = ?', [jobRun]);
  if (row === undefined) throw new EngineError('not-found', 'There is no such job run.');
  return definitionSchema.parse(JSON.parse(row.definition)).resources;
}
