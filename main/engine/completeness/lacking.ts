import { parseSeriesExpression } from '../../../contract/index.ts';
import type { Missing } from '../../../contract/index.ts';
import type { History } from '../database/index.ts';
import { describeUnfulfilled } from './requiredSeries/index.ts';
import type { ArrivedSeries } from './requiredSeries/index.ts';

/**
 * What series, archived or not, would lack as an arrival of their own: instances that were announced, and required
 * series.
 * @param expression as in the options of the application
 */
export function lackingIn(
  history: History,
  series: readonly ArrivedSeries[],
  expression: string | null,
): Missing[] {
  const received = new Map<string, number>();
  for (const { StudyInstanceUID, instances } of series) {
    received.set(StudyInstanceUID, (received.get(StudyInstanceUID) ?? 0) + instances);
  }
  const announced = history.all<{ uid: string; expected: number }>(
    `SELECT StudyInstanceUID AS uid, instance_count AS expected FROM json_each(?) AS wanted
       JOIN expected_study ON StudyInstanceUID = wanted.value`,
    [JSON.stringify([...received.keys()])],
  );
  const short = announced.filter(({ uid, expected }) => (received.get(uid) ?? 0) < expected);
  return [
    ...short.map(({ uid, expected }): Missing => ({
      code: 'expected-instances',
      message: `${received.get(uid) ?? 0} of ${expected} expected instances of the study ${nameOf(series, uid)} are there.`,
    })),
    ...(expression === null ? [] : describeUnfulfilled(parseSeriesExpression(expression), series)).map(
      (message): Missing => ({ code: 'required-series', message }),
    ),
  ];
}

function nameOf(series: readonly ArrivedSeries[], uid: string): string {
  const study = series.find((one) => one.StudyInstanceUID === uid);
  const name = `${study?.StudyDescription ?? ''} ${study?.StudyDate ?? ''}`.trim();
  return name === '' ? 'without a description' : name;
}
