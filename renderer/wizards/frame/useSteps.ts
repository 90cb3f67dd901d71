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

  async function isDone(): Promise<boolean> {
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
    async goOn() {
      if (isWorking) return;
      const faulty = (isLast ? pages : [page]).find((one) => !isSound(one, problems));
      if (faulty !== undefined) {
        form.setErrors(problemsOn(faulty, problems));
        wizard.goTo(faulty.id);
        onHalt();
        return;
      }
      if (!(await isDone())) return;
      if (isLast) onFinish();
      else goTo(active + 1);
    },
  };
}

function positionOf(pages: readonly WizardPage[], id: string): number {
  return pages.findIndex((page) => page.id === id);
}
