import type { Check, CheckedApplication } from '../types.ts';

/** Whether an application is open and does its work. */
export const applicationCheck: Check<CheckedApplication> = {
  id: 'application',
  limitMs: 2000,
  look({ folder, isStopped, problem, open }) {
    const facts = [folder];
    if (open === null)
      return {
        state: 'failed',
        found: problem?.message ?? 'The application cannot be opened.',
        advice: problem?.advice ?? null,
        fix: 'open-application',
        facts,
      };
    if (isStopped)
      return { state: 'warning', found: 'The application is stopped.', fix: 'open-application', facts };
    if (problem !== null) return { state: 'failed', found: problem.message, advice: problem.advice, facts };
    return { state: 'ok', found: 'The application runs.', facts };
  },
  fixes: {
    'open-application': (application, { surroundings }) => surroundings.reopen(application.id, false),
  },
};
