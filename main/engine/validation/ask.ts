import { EngineError, toEngineError } from '../../../contract/index.ts';
import type { JsonObject } from '../../../contract/index.ts';
import type { ApplicationContext } from '../context/index.ts';
import { newId } from '../context/index.ts';
import { jobVariables } from '../dispatch/index.ts';
import type { Runtime } from '../runtimes/index.ts';
import type { ModuleFunctions } from './functions.ts';
import { reportSchema } from './report.ts';
import type { Report } from './report.ts';
import { noSign, openOnceBegun, runOnceBegun } from './signOfLife.ts';
import type { TrialFolder } from './trialFolder.ts';

/** Worker functions may load larger libraries: their modules have so many times the time that callbacks have. */
const patience = 2;
/** What is read of what they print, in bytes. */
const outputLimit = 1024;

export interface Asked {
  context: ApplicationContext;
  runtime: Runtime;
  trial: TrialFolder;
  signal: AbortSignal;
  /** Variables by which pip finds what it looks for. */
  network: Readonly<Record<string, string>>;
}

/**
 * Looks for callbacks where callbacks run; one report for each module.
 * @throws what the signal is aborted with
 */
export async function askForCallbacks(
  { context, runtime, trial, signal }: Asked,
  modules: readonly ModuleFunctions[],
): Promise<Report[]> {
  const limit = context.options().callbackTimeoutSeconds;
  try {
    const order = {
      registryFolder: trial.registry,
      headers: {},
      variables: variablesOf(context, trial),
      callbackTimeoutMs: limit * 1000,
    };
    const session = await openOnceBegun(() => runtime.openPlanning(order, signal), {
      signal,
      log: context.log,
    });
    signal.throwIfAborted();
    if (session === null) return modules.map(() => ({ unavailable: noSign }));
    const end = () => void session.close();
    signal.addEventListener('abort', end, { once: true });
    try {
      const reports: Report[] = [];
      for (const one of modules) {
        const answer = await session.ask({
          jobName: 'check',
          callback: 'dcm_processor_runtime.check.callback',
          params: paramsOf(one),
          addedParams: {},
        });
        signal.throwIfAborted();
        if (answer.kind === 'accepted') reports.push(read(answer.injected));
        else if (answer.kind === 'failed' && (answer.cause === 'died' || answer.cause === 'timed-out'))
          reports.push(broken(answer.cause, limit, answer.message));
        else
          reports.push({ unavailable: answer.kind === 'failed' ? answer.message : 'It was not answered.' });
      }
      return reports;
    } finally {
      signal.removeEventListener('abort', end);
      await session.close();
    }
  } catch (cause) {
    signal.throwIfAborted();
    return modules.map(() => unavailable(cause));
  }
}

/**
 * Looks for worker functions in the environment that serves a channel; one report for each module. The first also
 * looks at what the service requires.
 * @param requirements path of a requirements file, relative to the folder of module packages; null: there is none
 * @throws what the signal is aborted with
 */
export async function askForWorkers(
  asked: Asked,
  channel: string,
  modules: readonly ModuleFunctions[],
  requirements: string | null,
): Promise<Report[]> {
  const reports: Report[] = [];
  for (const [place, one] of modules.entries()) {
    asked.signal.throwIfAborted();
    const params = { ...paramsOf(one), requirements: place === 0 ? requirements : null };
    reports.push(await askOne(asked, channel, params));
  }
  return reports;
}

async function askOne(
  { context, runtime, trial, signal, network }: Asked,
  channel: string,
  params: JsonObject,
): Promise<Report> {
  const id = `check-${newId()}`;
  const limit = context.options().callbackTimeoutSeconds * patience;
  try {
    const order = {
      jobRunId: id,
      channel,
      worker: 'dcm_processor_runtime.check.worker',
      arguments: { jobName: 'check', headers: {}, params, added_params: {} },
      modulesFolder: trial.modules,
      dataFolder: trial.data,
      variables: { ...network, ...variablesOf(context, trial) },
      timeoutMs: limit * 1000,
      logLimitBytes: outputLimit,
    };
    const outcome = await runOnceBegun(
      (attempt, observer, ending) => runtime.run({ ...order, id: `${id}:${attempt}` }, observer, ending),
      { signal, log: context.log },
    );
    signal.throwIfAborted();
    if (outcome === null) return { unavailable: noSign };
    if (outcome.kind === 'succeeded') return read(outcome.result);
    if (outcome.kind === 'timed-out') return broken('timed-out', limit, '');
    if (outcome.kind === 'died') return broken('died', 0, outcome.message);
    if (outcome.kind === 'failed') return { unavailable: outcome.error.message };
    return { unavailable: outcome.kind === 'lost' ? outcome.message : 'It was ended.' };
  } catch (cause) {
    signal.throwIfAborted();
    return unavailable(cause);
  }
}

function variablesOf(context: ApplicationContext, trial: TrialFolder): Record<string, string> {
  const { data, logs, modules, registry } = trial;
  const folders = { ...context.folders, modules, registry, logs };
  // Nobody who only looks needs the address and password of an Orthanc.
  return jobVariables({ folders }, { root: data, data, logs });
}

function paramsOf({ functions }: ModuleFunctions): JsonObject {
  return { functions: functions.map(({ name }) => name) };
}

function read(value: unknown): Report {
  const parsed = reportSchema.safeParse(value);
  return parsed.success ? parsed.data : { unavailable: 'What was found out cannot be read.' };
}

function broken(cause: 'died' | 'timed-out', seconds: number, message: string): Report {
  return cause === 'timed-out'
    ? { broken: { code: 'import-timed-out', message: `Importing it did not end within ${seconds} s.` } }
    : { broken: { code: 'import-died', message: `Importing it ended the process. ${message}`.trim() } };
}

function unavailable(cause: unknown): Report {
  const error = cause instanceof EngineError ? cause : toEngineError(cause);
  return { unavailable: error.message };
}
