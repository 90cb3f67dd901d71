import type { ApplicationOptions, JsonObject } from '../../../contract/index.ts';
import type { ApplicationContext, RunFolders } from '../context/index.ts';
import { jobVariables } from '../dispatch/index.ts';
import type { PlanningSession, Runtime } from '../runtimes/index.ts';
import { askCallbacks } from './callbacks.ts';
import type { Decisions } from './callbacks.ts';
import type { EntityJob } from './entityJobs.ts';

/**
 * Makes the run folder and asks the callbacks of all jobs that are not left out by their settings. The runtime comes
 * first: one that cannot be started is known before anything was copied.
 * @param options.makeFolder copies the input; callbacks may look at it
 * @throws EngineError when the runtime is not usable or the folder cannot be made
 */
export async function decide(
  context: ApplicationContext,
  options: {
    runtime: Runtime;
    settings: ApplicationOptions;
    headers: JsonObject;
    run: RunFolders;
    jobs: readonly EntityJob[];
    makeFolder: () => Promise<void>;
    signal: AbortSignal;
  },
): Promise<Decisions> {
  const { jobs, settings, signal } = options;
  if (jobs.every((job) => job.leftOut !== null)) {
    await options.makeFolder();
    return { answers: jobs.map(() => null), addedParams: {}, entityParams: jobs.map(() => null) };
  }
  const session = await options.runtime.openPlanning(
    {
      registryFolder: context.folders.registry,
      headers: options.headers,
      variables: jobVariables(context, options.run),
      callbackTimeoutMs: settings.callbackTimeoutSeconds * 1000,
    },
    signal,
  );
  return withSession(session, signal, async () => {
    await options.makeFolder();
    return askCallbacks(session, jobs, signal);
  });
}

/** Ends the session with the work, or at once when planning is closed. */
export async function withSession<Result>(
  session: PlanningSession,
  signal: AbortSignal,
  work: () => Promise<Result>,
): Promise<Result> {
  let ended: Promise<void> | null = null;
  const end = () => (ended ??= session.close());
  const abort = () => void end();
  signal.addEventListener('abort', abort);
  try {
    return await work();
  } finally {
    signal.removeEventListener('abort', abort);
    await end();
  }
}
