import type { FilterOptions } from '../../../../contract/index.ts';
import type { RequiredTag } from './facts.ts';
import type { SeriesVerdict } from './judgeSeries.ts';

/** What the thread is given to do. */
export interface FilterOrder {
  id: number;
  /** Files of each series. */
  series: string[][];
  filters: FilterOptions;
  required: RequiredTag[];
  /** One number: not 0 when nobody waits for the outcome any more. */
  stop: SharedArrayBuffer;
}

/** Its answer; null where it was stopped. */
export interface FilterAnswer {
  id: number;
  verdicts: SeriesVerdict[] | null;
}
