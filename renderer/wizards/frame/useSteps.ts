import { useState } from 'react';
import { isSound, lastReachable, problemsOn, type WizardPage } from './pages.ts';
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
  /** Goes on, unless something on the page is wrong; from the last page only when nothing is wrong on any. */
  goOn: () => Promise<void>;
  /** Goes on to the last page, past what need not be looked at. */
  skip: () => Promise<void>;
  /** There is more than one page after this one. */
  hasMore: boolean;
  goTo: (position: number) => void;
}

/** @param onHalt something is wrong on the page that is on show now */
export function useSteps<Values extends Record<string, unknown>>(
  wizard: WizardState<Values>,
  pages: readonly WizardPage[],
  onFinish: () => void,
  onHalt: () => void,
): Steps {
  const { form, problems, furthest } = wizard;
  const [isWorking, setWorking] = useState(false);
  const active = Math.max(0, positionOf(pages, wizard.page));
  const page = pages[active];
  if (page === undefined) throw new Error('A wizard has at least one page.');
  const seen = Math.max(0, positionOf(pages, furthest), active) + 1;
  const isLast = active === pages.length - 1;

  function goTo(position: number) {
    const target = pages[position];
    if (target !== undefined) wizard.goTo(target.id, position >= seen);
  }

  /** Whether one may leave the page: nothing is wrong on the pages that count, and what was to be done is. */
  async function isDone(counting: readonly WizardPage[]): Promise<boolean> {
    if (isWorking) return false;
    const faulty = counting.find((one) => !isSound(one, problems));
    if (faulty !== undefined) {
      form.setErrors(problemsOn(faulty, problems));
      wizard.goTo(faulty.id);
      onHalt();
      return false;
    }
    if (page?.onNext === undefined) return true;
    setWorking(true);
    return page.onNext().finally(() => setWorking(false));
  }

  return {
    page,
    active,
    last: lastReachable(pages, furthest, problems),
    seen,
    isLast,
    isWorking,
    goTo,
    hasMore: active < pages.length - 2,
    async goOn() {
      if (!(await isDone(isLast ? pages : [page]))) return;
      if (isLast) onFinish();
      else goTo(active + 1);
    },
    async skip() {
      if (await isDone(pages)) goTo(pages.length - 1);
    },
  };
}

function positionOf(pages: readonly WizardPage[], id: string): number {
  return pages.findIndex((page) => page.id === id);
}
