import type { JsonObject } from '../../../../contract/index.ts';
import { EngineError } from '../../../../contract/index.ts';
import type {
  CallbackAnswer,
  CallbackQuestion,
  JobObserver,
  JobOutcome,
  JobRequest,
  PlanningRequest,
  Runtime,
  RuntimeEnvironment,
} from '../../runtimes/index.ts';

type Answer = boolean | JsonObject | Error | { answer: CallbackAnswer };
/** What stands in for a callback: yes, no, what it injects, or an error that it raises. */
type TinyCallback = (question: CallbackQuestion, request: PlanningRequest) => Answer;
/** What stands in for a worker function; an outcome, or nothing for success. */
export type TinyWorker = (
  request: JobRequest,
  observer: JobObserver,
  signal: AbortSignal,
) => Promise<JobOutcome | void> | JobOutcome | void;

/** A runtime inside the test's own process: functions by their full name. */
export interface TinyRuntime extends Runtime {
  callbacks: Record<string, TinyCallback>;
  workers: Record<string, TinyWorker>;
  environmentList: RuntimeEnvironment[];
  /** Makes the runtime unusable, as a machine without Python is. */
  broken: boolean;
  /** What was asked and run, in order: `? job` and `> job`. */
  trace: string[];
  asked: { question: CallbackQuestion; request: PlanningRequest }[];
  requests: JobRequest[];
  /** Jobs that run now. */
  running: number;
  mostRunning: number;
}

export function createTinyRuntime(slots = 2): TinyRuntime {
  const runtime: TinyRuntime = {
    kind: 'local',
    callbacks: {},
    workers: {},
    environmentList: [{ name: 'base', channels: ['*'], slots, description: 'in this process' }],
    broken: false,
    trace: [],
    asked: [],
    requests: [],
    running: 0,
    mostRunning: 0,
    environments: () => (runtime.broken ? [] : runtime.environmentList),
    byHand: async () => ({
      command: ['/usr/bin/python3'],
      executable: '/usr/bin/python3',
      packageFolder: '/nowhere',
      variables: {},
      path: (hostPath) => hostPath,
      request: (request) => request,
    }),
    lock: async () => ({
      python: '3.11.7',
      implementation: 'CPython',
      executable: '/usr/bin/python3',
      platform: 'test',
      machine: 'test',
      source: null,
      packages: [],
    }),
    async openPlanning(request) {
      if (runtime.broken) throw new EngineError('runtime-failed', 'There is no Python.');
      return {
        async ask(question) {
          runtime.trace.push(`? ${question.jobName}`);
          runtime.asked.push({ question: structuredClone(question), request: structuredClone(request) });
          return toAnswer(runtime.callbacks[question.callback]?.(question, request) ?? true);
        },
        close: async () => undefined,
      };
    },
    async run(request, observer, signal) {
      if (runtime.broken) throw new EngineError('runtime-failed', 'There is no Python.');
      runtime.trace.push(`> ${request.arguments.jobName}`);
      runtime.requests.push(structuredClone(request));
      runtime.running += 1;
      runtime.mostRunning = Math.max(runtime.mostRunning, runtime.running);
      observer.started({ at: Date.now(), pid: 1, environment: 'base' });
      try {
        const outcome = await runtime.workers[request.worker]?.(request, observer, signal);
        return outcome ?? succeeded;
      } finally {
        runtime.running -= 1;
      }
    },
    close: async () => undefined,
  };
  return runtime;
}

const succeeded: JobOutcome = { kind: 'succeeded', result: null, resultIsRepr: false, droppedOutputBytes: 0 };

/** What a worker that raised ends with. */
export function failedWith(message: string): JobOutcome {
  return {
    kind: 'failed',
    error: { type: 'ValueError', message, traceback: 'Traceback …' },
    droppedOutputBytes: 0,
  };
}

/** A worker that runs until the engine ends it. */
export const runsUntilEnded: TinyWorker = (_request, _observer, signal) =>
  new Promise((resolve) => {
    signal.addEventListener('abort', () => resolve({ kind: 'cancelled', droppedOutputBytes: 0 }));
  });

function toAnswer(answer: Answer): CallbackAnswer {
  const common = { durationMs: 1, output: '' };
  if (answer instanceof Error) {
    return { ...common, kind: 'failed', cause: 'raised', message: answer.message, traceback: 'Traceback …' };
  }
  if (answer === false) return { ...common, kind: 'declined', warning: null };
  if (answer === true) return { ...common, kind: 'accepted', injected: null, warning: null };
  if (isWhole(answer)) return answer.answer;
  return { ...common, kind: 'accepted', injected: answer, warning: null };
}

function isWhole(answer: JsonObject | { answer: CallbackAnswer }): answer is { answer: CallbackAnswer } {
  return typeof answer['answer'] === 'object';
}
