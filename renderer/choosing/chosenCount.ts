import { formatCount } from '../format/index.ts';
import { texts } from '../texts/index.ts';
import type { ChosenRows } from './useChosenRows.ts';

/** How many are chosen, in words. @param total how many the filter finds; null: more than were counted */
export function chosenCount(chosen: Pick<ChosenRows, 'ids' | 'isAll'>, total: number | null): string {
  if (!chosen.isAll) return formatCount(chosen.ids.length);
  return total === null ? texts.choosing.allFound : formatCount(total);
}
