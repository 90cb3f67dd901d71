import { EngineError } from '../../../contract/index.ts';
import { attemptLogFile, crashPoint, runFolders } from '../context/index.ts';
import type { ApplicationContext } from '../context/index.ts';
import type { Testimony, Witness } from '../provenance/index.ts';
import { leaseLost } from '../runtimes/index.ts';
import type { JobRequest, Runtime } from '../runtimes/index.ts';
import { openAttemptLog } from './attemptLog.ts';
import type { ClaimedJob } from './claim.ts';
import type { AttemptEnd } from './outcome.ts';
import type { EndedAttempt } from './recordEnd.ts';
import { lookTogether } from './resultFiles.ts';
import type { FoundData } from './resultFiles.ts';

/** Longest text of a progress message that is kept. */
const longestMessage = 1000;

/** What one execution needs. */
interface Execution {
  runtime: Runtime;
  job: ClaimedJob;
  makeRequest: (job: ClaimedJob) => JobRequest;
  witness: Witness | undefined;
  onProgress: (update: { percent: number; message: string }) => void;
  /** What runs the job was heard of. */
  onAlive: () => void;
  /** Aborted when the engine is closed. */
  signal: AbortSignal;
}

/** Runs one claimed job to its end and looks after its log and files. Never rejects. */
export async function execute(
  context: ApplicationContext,
  { runtime, job, makeRequest, witness, onProgress, onAlive, signal }: Execution,
): Promise<EndedAttempt> {
  const run = runFolders(context.folders, job.runId);
  const log = openAttemptLog(attemptLogFile(run, job.id, job.attempt), (bytes) =>
    context.events.emit('log.grown', {
      application: context.id,
      jobRun: job.id,
      attempt: job.attempt,
      bytes,
    }),
  );
  let begun = false;
  let startedAt = job.startedAt;
  let end: AttemptEnd;
  let told: Promise<Testimony> | undefined;
  try {
    const request = makeRequest(job);
    told = witness?.({ worker: request.worker, environment: job.environment });
    end = await runtime.run(
      request,
      {
        started({ at }) {
          begun = true;
          startedAt = at;
          crashPoint('child-started');
        },
        output: (piece) => log.add(piece),
        progress: ({ percent, message }) =>
          onProgress({ percent: within(percent), message: message.slice(0, longestMessage) }),
        alive: onAlive,
      },
      signal,
    );
    crashPoint('result-received');
  } catch (cause) {
    end = endOfRejection(cause, begun);
    context.log.error({ jobRun: job.id, cause: String(cause) }, 'a job could not be run');
  }
  if (
    signal.aborted &&
    signal.reason !== leaseLost &&
    (end.kind === 'cancelled' || end.kind === 'died' || end.kind === 'lost')
  ) {
    end = { kind: 'interrupted', orderly: true, message: 'The engine was closed while the job was running.' };
  }
  const written = await log.close();
  const hasRun = end.kind !== 'not-begun' && end.kind !== 'given-back';
  const looked = !hasRun ? { found: null, problem: null } : await lookForFiles(run.data);
  return {
    key: job.key,
    id: job.id,
    runId: job.runId,
    jobName: job.jobName,
    number: job.attempt,
    startedAt,
    timeoutMs: job.timeoutMs,
    end,
    logBytes: written.bytes,
    logProblem: [written.problem, looked.problem].filter((text) => text !== null).join(' ') || null,
    progress: null,
    found: looked.found,
    testimony: (await told) ?? null,
  };
}

/** A runtime that cannot be used says so by an `EngineError`; anything else is a fault in one request. */
function endOfRejection(cause: unknown, begun: boolean): AttemptEnd {
  if (cause instanceof EngineError) {
    return begun ? { kind: 'lost', message: cause.message } : { kind: 'not-begun' };
  }
  return {
    kind: 'failed',
    error: {
      type: 'InternalError',
      message: 'DCM Processor could not hand the job to Python.',
      traceback: cause instanceof Error ? (cause.stack ?? cause.message) : String(cause),
    },
    droppedOutputBytes: 0,
  };
}

async function lookForFiles(folder: string): Promise<{ found: FoundData | null; problem: string | null }> {
  try {
    return { found: await lookTogether(folder), problem: null };
  } catch (cause) {
    return { found: null, problem: `The files of the run could not be listed: ${String(cause)}` };
  }
}

function within(percent: number): number {
  return Number.isFinite(percent) ? Math.min(Math.max(percent, 0), 100) : 0;
}
