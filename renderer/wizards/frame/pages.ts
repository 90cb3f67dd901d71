import type { ReactNode } from 'react';

/** One page of a wizard. */
export interface WizardPage {
  id: string;
  /** In the list of steps and above the page. */
  title: string;
  /** What it is about, in a sentence. */
  lead?: ReactNode;
  /** Fields of the form that stand here, by path or the path of what they are in. What is wrong with them keeps people here. */
  fields?: readonly string[];
  /** What beside the fields keeps from going on; null: nothing. */
  blocked?: string | null;
  /** What is to be done before the next page. Resolve with false to stay. */
  onNext?: () => Promise<boolean>;
  content: ReactNode;
}

/** Problems by path of the field. */
export type Problems = Record<string, string>;

/** Those of `problems` that are about fields of the page. */
export function problemsOn({ fields = [] }: Pick<WizardPage, 'fields'>, problems: Problems): Problems {
  return Object.fromEntries(
    Object.entries(problems).filter(([path]) =>
      fields.some((field) => path === field || path.startsWith(`${field}.`)),
    ),
  );
}

/** Whether nothing on the page keeps from going on. */
export function isSound(page: Pick<WizardPage, 'fields' | 'blocked'>, problems: Problems): boolean {
  return (page.blocked ?? null) === null && Object.keys(problemsOn(page, problems)).length === 0;
}

/** Id of the first page that a problem is about, or undefined. */
export function pageWith(
  pages: readonly Pick<WizardPage, 'id' | 'fields'>[],
  problems: Problems,
): string | undefined {
  return pages.find((page) => Object.keys(problemsOn(page, problems)).length > 0)?.id;
}

/**
 * Position of the last page that can be gone to: as far as people have been, but not beyond a page with something
 * wrong on it. Pages come and go with what is chosen; one that is gone counts as the first.
 */
export function lastReachable(
  pages: readonly Pick<WizardPage, 'id' | 'fields' | 'blocked'>[],
  furthest: string,
  problems: Problems,
): number {
  const reached = Math.max(
    0,
    pages.findIndex(({ id }) => id === furthest),
  );
  const halt = pages.findIndex((page) => !isSound(page, problems));
  return halt === -1 ? reached : Math.min(reached, halt);
}
