import { byteOrderMark } from '../../../../contract/index.ts';
import type { RouteOutput, RouteRequest } from '../../../../contract/index.ts';
import type { ApplicationContext } from '../../context/index.ts';
import { readStatistics } from '../statistics/index.ts';
import { statisticsCsv } from './statisticsCsv.ts';
import { writeWhole } from './writeWhole.ts';

/**
 * Writes what was done in a period into a CSV file.
 * @throws EngineError `validation-failed` for the period; `file-exists`, `folder-not-usable`, `disk-full`; `cancelled`
 */
export async function exportStatistics(
  context: ApplicationContext,
  {
    file,
    replace,
    byteOrderMark: isMarked,
    ...period
  }: Omit<RouteRequest<'statistics.export'>, 'application'>,
  signal: AbortSignal,
): Promise<RouteOutput<'statistics.export'>> {
  const lines = statisticsCsv(await readStatistics(context.history, period, signal));
  const bytes = await writeWhole(context, { file, replace }, (write) =>
    write((isMarked ? byteOrderMark : '') + lines.join('')),
  );
  return { rows: lines.length - 1, bytes };
}
