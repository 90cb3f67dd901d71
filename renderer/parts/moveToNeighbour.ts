import type { KeyboardEvent } from 'react';

const steps: Record<string, number> = { ArrowDown: 1, ArrowUp: -1, j: 1, k: -1 };

/**
 * Moves from what stands for a row of a table (`data-row-link`) to that of the row above or below, by arrows or `j` and
 * `k`; `x` ticks the row where it can be ticked.
 */
export function moveToNeighbour(event: KeyboardEvent<HTMLElement>): void {
  const step = steps[event.key];
  const row = event.currentTarget.closest('tr');
  if (row === null || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === 'x') row.querySelector<HTMLElement>('[data-row-tick]')?.click();
  if (step === undefined) return;
  // The rows of a long table stand in any order in the document: their index counts.
  const next = `tr[aria-rowindex="${Number(row.ariaRowIndex) + step}"] [data-row-link]`;
  const link = row.closest('table')?.querySelector<HTMLElement>(next);
  if (link === null || link === undefined) return;
  event.preventDefault();
  link.focus({ preventScroll: true });
  link.closest('tr')?.scrollIntoView({ block: 'nearest' });
}
