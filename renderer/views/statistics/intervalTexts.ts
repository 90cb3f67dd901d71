import type { Activity, Statistics } from '../../../contract/index.ts';
import { dayOf, formatDay, formatHour } from '../../format/index.ts';
import { paths } from '../../navigation/index.ts';
import { texts } from '../../texts/index.ts';

const dayMs = 86_400_000;

/** How the intervals of a period are called, short below a chart and in full, and where their days are shown. */
export function intervalTexts({ by, from, to }: Statistics, application: string) {
  const isOneDay = to - from < 1.5 * dayMs;
  return {
    label: (at: number) =>
      by !== 'hour' ? formatDay(at) : isOneDay ? formatHour(at) : `${formatDay(at)} ${formatHour(at)}`,
    when(at: number) {
      if (by === 'hour') return texts.charts.hour(formatHour(at), formatDay(at));
      return by === 'week' ? texts.statistics.weekOf(formatDay(at)) : formatDay(at);
    },
    href({ at, until }: Pick<Activity, 'at' | 'until'>) {
      const days = { from: dayOf(at), to: dayOf(until - 1), ...(by === 'hour' ? { hour: `${at}` } : {}) };
      return `${paths.day(application)}?${String(new URLSearchParams(days))}`;
    },
  };
}
