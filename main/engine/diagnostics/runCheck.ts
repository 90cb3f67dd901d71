import { EngineError, toEngineError } from '../../../contract/index.ts';
import type { CheckFix, CheckId, CheckResult } from '../../../contract/index.ts';
import { ofApplication, ofMachine } from './checks/index.ts';
import type { Check, CheckedApplication, Found, Surroundings } from './types.ts';

/** A check with what it is about. */
interface Bound {
  limitMs: number;
  look(signal: AbortSignal): Promise<Found> | Found;
  fix(what: CheckFix, signal: AbortSignal): Promise<void> | void;
}

/** Which check is meant. */
export interface Which {
  check: CheckId;
  application: string | null;
}

/**
 * Does one check. What it throws is what it found.
 * @throws EngineError `application-not-found`
 */
export async function runCheck(
  which: Which,
  surroundings: Surroundings,
  signal: AbortSignal,
): Promise<CheckResult> {
  const bound = bind(which, surroundings);
  const begun = performance.now();
  const found = await withinLimit(bound, signal);
  return {
    ...which,
    advice: null,
    command: null,
    fix: null,
    facts: [],
    ...found,
    tookMs: Math.round(performance.now() - begun),
  };
}

/** Mends what a check found. @throws EngineError `check-without-fix`, those of what is done */
export async function fixCheck(
  { fix, ...which }: Which & { fix: CheckFix },
  surroundings: Surroundings,
  signal: AbortSignal,
): Promise<void> {
  await bind(which, surroundings).fix(fix, signal);
}

async function withinLimit({ limitMs, look }: Bound, signal: AbortSignal): Promise<Found> {
  const ending = new AbortController();
  const end = () => ending.abort(signal.reason);
  signal.addEventListener('abort', end, { once: true });
  let timer: NodeJS.Timeout | undefined;
  try {
    const late = new Promise<Found>((resolve, reject) => {
      signal.addEventListener('abort', () => reject(new EngineError('cancelled')), { once: true });
      timer = setTimeout(
        () => resolve({ state: 'failed', found: `There was no answer within ${limitMs / 1000} s.` }),
        limitMs,
      );
    });
    return await Promise.race([Promise.resolve(look(ending.signal)), late]);
  } catch (cause) {
    const { code, message, advice = null, details } = toEngineError(cause);
    if (code === 'cancelled') throw cause;
    return { state: 'failed', found: message, advice, facts: details === undefined ? [] : [details] };
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', end);
    // What still goes on is for nobody.
    ending.abort();
  }
}

function bind({ check, application }: Which, surroundings: Surroundings): Bound {
  if (application === null) {
    const found = ofMachine.get(check);
    if (found === undefined)
      throw new EngineError('application-not-found', `"${check}" is a check of an application.`);
    return bound(found, undefined, surroundings);
  }
  const checked = surroundings.applications().find(({ id }) => id === application);
  const found = ofApplication.get(check);
  if (checked === undefined || found === undefined) throw new EngineError('application-not-found');
  return bound<CheckedApplication>(found, checked, surroundings);
}

function bound<Of>(check: Check<Of>, of: Of, surroundings: Surroundings): Bound {
  return {
    limitMs: check.limitMs,
    look: (signal) => check.look(of, { surroundings, signal }),
    fix(what, signal) {
      const work = check.fixes?.[what];
      if (work === undefined) throw new EngineError('check-without-fix');
      return work(of, { surroundings, signal });
    },
  };
}
