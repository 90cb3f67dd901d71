import type { KeyboardEvent } from 'react';
import { isKeyOf } from '../shortcuts/index.ts';

/** How many rows on a key leads; 0 where it leads nowhere. */
function stepOf(event: KeyboardEvent): number {
  if (event.key === 'ArrowDown' || isKeyOf('row-below', event)) return 1;
  return event.key === 'ArrowUp' || isKeyOf('row-above', event) ? -1 : 0;
}

/**
 * Moves from what stands for a row of a table (`data-row-link`) to that of the row above or below, by arrows or `j` and
 * `k`; `x` clicks the box (`data-row-tick`) by which the row is chosen.
 */
export function moveToNeighbour(event: KeyboardEvent<HTMLElement>): void {
  const step = stepOf(event);
  const row = event.currentTarget.closest('tr');
  if (row === null || event.ctrlKey || event.metaKey || event.altKey) return;
  if (isKeyOf('tick-row', event)) row.querySelector<HTMLElement>('[data-row-tick]')?.click();
  if (step === 0) return;
  // The rows of a long table stand in any order in the document: their index counts.
  const next = `tr[aria-rowindex="${Number(row.ariaRowIndex) + step}"] [data-row-link]`;
  const link = row.closest('table')?.querySelector<HTMLElement>(next);
  if (link === null || link === undefined) return;
  event.preventDefault();
  link.focus({ preventScroll: true });
  link.closest('tr')?.scrollIntoView({ block: 'nearest' });
}
