import { useEffect, useEffectEvent, useState } from 'react';
import { toEngineError, type EngineError } from '../../../contract/index.ts';
import { isSound, lastReachable, problemsOn, type Problems, type WizardPage } from './pages.ts';
import type { WizardState } from './useWizard.ts';

/** Where one stands among the pages, and the ways from there. */
export interface Steps {
  page: WizardPage;
  /** Position of the page. */
  active: number;
  /** Position of the last page that can be gone to. */
  last: number;
  /** How many pages were seen. */
  seen: number;
  isLast: boolean;
  /** What is done before the next page is under way. */
  isWorking: boolean;
  /** Why what is done before the next page could not be done. */
  problem: EngineError | null;
  /** Goes on, unless something on the page is wrong; from the last page only when nothing is wrong on any. */
  goOn: () => Promise<void>;
  /** Goes on to the last page, past what need not be looked at. */
  skip: () => Promise<void>;
  /** There is more than one page after this one. */
  hasMore: boolean;
  goTo: (position: number) => void;
}

/** How it stands with the look at what was typed. */
interface Look {
  isLooking: boolean;
  /** Why it could not be looked at. */
  problem: EngineError | null;
  again: () => void;
}

/**
 * @param problems also those that were found, which show by themselves and go with what they are about
 * @param look whether what was typed last was not looked at yet: one goes on once it was; where that failed, going on
 *   looks again
 * @param onHalt something is wrong on the page that is on show now
 */
export function useSteps<Values extends Record<string, unknown>>(
  wizard: WizardState<Values>,
  pages: readonly WizardPage[],
  problems: Problems,
  { isLooking, problem: lookProblem, again }: Look,
  onFinish: () => void,
  onHalt: () => void,
): Steps {
  const { form, furthest } = wizard;
  const [isWorking, setWorking] = useState(false);
  const [wanted, setWanted] = useState<{ where: 'next' | 'last'; entered: string } | null>(null);
  const entered = JSON.stringify(form.getValues());
  // Whoever types on waits no more.
  if (wanted !== null && wanted.entered !== entered) setWanted(null);
  const [problem, setProblem] = useState<EngineError | null>(null);
  const active = Math.max(0, positionOf(pages, wizard.page));
  const page = pages[active];
  if (page === undefined) throw new Error('A wizard has at least one page.');
  const seen = Math.max(0, positionOf(pages, furthest), active) + 1;
  const isLast = active === pages.length - 1;

  function goTo(position: number) {
    // Whoever goes elsewhere waits for nothing here any more.
    setWanted(null);
    setProblem(null);
    const target = pages[position];
    if (target !== undefined) wizard.goTo(target.id, position >= seen);
  }

  /** Whether one may leave the page: nothing is wrong on the pages that count, and what was to be done is. */
  async function isDone(counting: readonly WizardPage[]): Promise<boolean> {
    if (isWorking) return false;
    const faulty = counting.find((one) => !isSound(one, problems));
    if (faulty !== undefined) {
      form.setErrors(problemsOn(faulty, wizard.problems));
      wizard.goTo(faulty.id);
      onHalt();
      return false;
    }
    if (page?.onNext === undefined) return true;
    setWorking(true);
    setProblem(null);
    try {
      return await page.onNext();
    } catch (thrown) {
      setProblem(toEngineError(thrown));
      return false;
    } finally {
      setWorking(false);
    }
  }

  async function go(where: 'next' | 'last') {
    if (isLooking) {
      setWanted({ where, entered });
      return;
    }
    // Nobody goes on with what was not looked at.
    if (lookProblem !== null) {
      again();
      return;
    }
    if (!(await isDone(where === 'last' || isLast ? pages : pages.slice(active, active + 1)))) return;
    if (where === 'last') goTo(pages.length - 1);
    else if (isLast) onFinish();
    else goTo(active + 1);
  }
  const goNow = useEffectEvent((where: 'next' | 'last') => {
    setWanted(null);
    void go(where);
  });
  useEffect(() => {
    if (isLooking || wanted === null) return undefined;
    const timer = setTimeout(() => goNow(wanted.where));
    return () => clearTimeout(timer);
  }, [isLooking, wanted]);

  return {
    page,
    active,
    last: lastReachable(pages, furthest, problems),
    seen,
    isLast,
    isWorking: isWorking || wanted !== null,
    problem,
    goTo,
    hasMore: active < pages.length - 2,
    goOn: () => go('next'),
    skip: () => go('last'),
  };
}

function positionOf(pages: readonly WizardPage[], id: string): number {
  return pages.findIndex((page) => page.id === id);
}
