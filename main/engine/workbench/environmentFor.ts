import { EngineError } from '../../../contract/index.ts';
import { servingEnvironment } from '../context/index.ts';

/**
 * The environment in which a job is opened: that in which it ran; where that was not recorded or is gone, the one that
 * serves its channel now, and why.
 * @param then name of the one in which it ran, or null
 * @throws EngineError `runtime-failed` where none serves its channel
 */
export function environmentFor(
  environments: readonly { name: string; channels: readonly string[] }[],
  then: string | null,
  channel: string,
): { environment: string; why: string[] } {
  // While the runtime is stopped there are none; whoever is asked for one says so.
  if (environments.length === 0) return { environment: then ?? '', why: [] };
  if (then !== null && environments.some(({ name }) => name === then)) return { environment: then, why: [] };
  const now = servingEnvironment(environments, channel)?.name;
  if (now === undefined) {
    throw new EngineError('runtime-failed', `No environment serves the channel "${channel}" of this job.`);
  }
  const taken = `"${now}" is used, which serves its channel now.`;
  const why =
    then === null
      ? `In which environment it ran was not recorded: ${taken}`
      : `The environment "${then}" in which it ran is not there any more: ${taken}`;
  return { environment: now, why: [why] };
}
