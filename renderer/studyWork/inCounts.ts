import type { ChosenCounts } from '../../contract/index.ts';
import { formatBytes } from '../format/index.ts';
import { texts } from '../texts/index.ts';

/** How much is chosen, in words. */
export function inCounts({ studies, series, instances, bytes }: ChosenCounts): string {
  const { common } = texts;
  return [common.studies(studies), common.series(series), common.images(instances), formatBytes(bytes)].join(
    ' · ',
  );
}
