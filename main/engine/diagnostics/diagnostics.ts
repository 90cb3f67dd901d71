import { applicationChecks, machineChecks } from '../../../contract/index.ts';
import type { CheckFix, CheckResult, ListedCheck, RouteOutput } from '../../../contract/index.ts';
import { buildReport } from './report/index.ts';
import { fixCheck, runCheck } from './runCheck.ts';
import type { Which } from './runCheck.ts';
import type { Surroundings } from './types.ts';

/** Looks at the machine and the applications, mends what can be mended, and reports. */
export interface Diagnostics {
  /** The checks that there are, in order. */
  list(): ListedCheck[];
  /** Does one. @throws EngineError `application-not-found`, `cancelled` */
  check(which: Which, signal: AbortSignal): Promise<CheckResult>;
  /** Mends what one found, and does it again. @throws EngineError `check-without-fix`, those of what is done */
  fix(which: Which & { fix: CheckFix }, signal: AbortSignal): Promise<CheckResult>;
  /** Does all that call nobody, and writes down what was found. @throws EngineError `cancelled` */
  report(window: readonly string[], signal: AbortSignal): Promise<RouteOutput<'diagnostics.report'>>;
}

/** @param surroundings what the checks are about, and what fixes may do */
export function createDiagnostics(surroundings: Surroundings): Diagnostics {
  function list(): ListedCheck[] {
    const one = (
      check: ListedCheck['check'],
      application: string | null,
      applicationName: string | null,
    ) => ({
      check,
      application,
      applicationName,
      isOnlyAsked: check === 'peers',
    });
    return [
      ...machineChecks.map((check) => one(check, null, null)),
      ...surroundings
        .applications()
        .flatMap(({ id, name }) => applicationChecks.map((check) => one(check, id, name))),
    ];
  }
  return {
    list,
    check: (which, signal) => runCheck(which, surroundings, signal),
    async fix({ fix, ...which }, signal) {
      await fixCheck({ ...which, fix }, surroundings, signal);
      return runCheck(which, surroundings, signal);
    },
    async report(window, signal) {
      const results = await Promise.all(
        list()
          .filter(({ isOnlyAsked }) => !isOnlyAsked)
          .map(({ check, application }) => runCheck({ check, application }, surroundings, signal)),
      );
      return buildReport({ surroundings, results, window, signal });
    },
  };
}
