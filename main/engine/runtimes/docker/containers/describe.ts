import { z } from 'zod';
import type { Container, DockerProblem } from '../../../../../contract/index.ts';
import type { Figures } from './figures.ts';
import type { FoundContainer, WorkerFacts } from './types.ts';

const inspectedSchema = z.looseObject({
  State: z.looseObject({
    ExitCode: z.number(),
    OOMKilled: z.boolean().nullish(),
    Error: z.string().nullish(),
    StartedAt: z.string(),
    Health: z.looseObject({ Status: z.string() }).nullish(),
  }),
});
const healthSchema = z.enum(['starting', 'healthy', 'unhealthy']).nullable().catch(null);
/** Exit codes of a container that somebody stopped. */
const stopped = new Set([0, 137, 143]);

/** All that is shown of a container. @param inspected what Docker tells of it in full */
export function describeContainer(
  found: FoundContainer,
  inspected: unknown,
  figures: Figures,
  facts: WorkerFacts | null,
): Container {
  const { State } = inspectedSchema.parse(inspected);
  const runs = found.state === 'running' || found.state === 'paused';
  const started = Date.parse(State.StartedAt);
  const health = facts?.health ?? healthSchema.parse(State.Health?.Status ?? null);
  const { application, name, id, role, of, replica, image, state } = found;
  return {
    application,
    name,
    id,
    role,
    of,
    replica,
    image,
    state,
    health: runs ? health : null,
    startedAt: runs && started > 0 ? started : null,
    exitCode: runs || !(started > 0) ? null : State.ExitCode,
    ...figures,
    jobsRunning: facts?.jobsRunning ?? 0,
    problem: facts?.problem ?? problemOf(found, State, health),
  };
}

function problemOf(
  { name, of, state }: FoundContainer,
  { ExitCode, OOMKilled, Error: error }: z.infer<typeof inspectedSchema>['State'],
  health: Container['health'],
): DockerProblem | null {
  const problem = (message: string, advice: string, details: string | null = null): DockerProblem => ({
    code: 'container-failed',
    message,
    advice,
    command: null,
    details,
  });
  const seeLog = 'Its log tells more.';
  if (state === 'running' && health === 'unhealthy') {
    return problem(`The container ${name} runs but does not answer its health check.`, seeLog);
  }
  if (state === 'restarting') return problem(`The container ${name} ends again and again.`, seeLog);
  if (state !== 'exited' && state !== 'dead') return null;
  if (error) return problem(`The container ${name} could not be started.`, 'See the technical cause.', error);
  if (OOMKilled) {
    return problem(`The container ${name} needed more memory than it may have.`, `Give ${of} more memory.`);
  }
  if (stopped.has(ExitCode)) return null;
  return problem(`The container ${name} ended by itself, with exit code ${ExitCode}.`, seeLog);
}
