import { z } from 'zod';
import { EngineError, keptMeasurementSchema, mostMeasurements } from '../../../contract/index.ts';
import type { KeptMeasurement, Measurement } from '../../../contract/index.ts';
import type { History } from '../database/index.ts';

const rowSchema = z.object({
  ...keptMeasurementSchema.omit({ points: true, normal: true, figures: true }).shape,
  points: z.string(),
  normal: z.string(),
  figures: z.string(),
});

const query = `SELECT measurement.id, series.id AS series, SeriesInstanceUID, measurement.SOPInstanceUID, InstanceNumber,
    frame, frame_of_reference AS frameOfReference, kind, points, normal, figures, changed_at AS changedAt
  FROM series CROSS JOIN measurement ON measurement.series_key = series.key
  CROSS JOIN instance ON instance.SOPInstanceUID = measurement.SOPInstanceUID
  WHERE series.study_key = ?`;

/**
 * Measurements of a study in the order of its series and instances.
 * @throws EngineError `not-found`
 */
export function listMeasurements(history: History, study: string): KeptMeasurement[] {
  const found = history.get<{ key: number }>('SELECT key FROM study WHERE id = ?', [study]);
  if (found === undefined) throw new EngineError('not-found', 'There is no such study in the archive.');
  return history
    .all(
      `${query}
       ORDER BY series.key, InstanceNumber IS NULL, InstanceNumber, instance.key, frame, changed_at, measurement.id`,
      [found.key],
    )
    .map(toMeasurement);
}

/**
 * Keeps a measurement, in place of the one with the same id.
 * @throws EngineError `not-found` for an instance that is not archived; `validation-failed` where its study has too many
 */
export function keepMeasurement(history: History, measurement: Measurement): KeptMeasurement {
  const { id, SOPInstanceUID, frame, frameOfReference, kind, points, normal, figures } = measurement;
  return history.write(() => {
    const instance = history.get<MeasuredInstance>(
      `SELECT series_key AS seriesKey, study_key AS studyKey, series.id AS series, SeriesInstanceUID, InstanceNumber
       FROM instance JOIN series ON series.key = instance.series_key WHERE SOPInstanceUID = ?`,
      [SOPInstanceUID],
    );
    if (instance === undefined) {
      throw new EngineError('not-found', 'The image that was measured is not in the archive any more.');
    }
    if (
      !isInStudy(history, id, instance.studyKey) &&
      countOfStudy(history, instance.studyKey) >= mostMeasurements
    ) {
      throw new EngineError('validation-failed', `A study keeps ${mostMeasurements} measurements at most.`, {
        advice: 'Remove those that are not needed any more, or save them as a file first.',
      });
    }
    const changedAt = Date.now();
    history.run(
      `INSERT INTO measurement (id, series_key, SOPInstanceUID, frame, frame_of_reference, kind, points, normal, figures,
         changed_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT (id) DO UPDATE SET series_key = excluded.series_key, SOPInstanceUID = excluded.SOPInstanceUID,
         frame = excluded.frame, frame_of_reference = excluded.frame_of_reference, kind = excluded.kind,
         points = excluded.points, normal = excluded.normal, figures = excluded.figures, changed_at = excluded.changed_at`,
      [
        id,
        instance.seriesKey,
        SOPInstanceUID,
        frame,
        frameOfReference,
        kind,
        JSON.stringify(points),
        JSON.stringify(normal),
        JSON.stringify(figures),
        changedAt,
      ],
    );
    const { series, SeriesInstanceUID, InstanceNumber } = instance;
    return { ...measurement, series, SeriesInstanceUID, InstanceNumber, changedAt };
  });
}

interface MeasuredInstance extends Pick<KeptMeasurement, 'series' | 'SeriesInstanceUID' | 'InstanceNumber'> {
  seriesKey: number;
  studyKey: number;
}

function isInStudy(history: History, id: string, studyKey: number): boolean {
  const found = history.get(
    `SELECT 1 FROM measurement CROSS JOIN series ON series.key = measurement.series_key
     WHERE measurement.id = ? AND series.study_key = ?`,
    [id, studyKey],
  );
  return found !== undefined;
}

/** Measurements go with their instance: each has one. */
function countOfStudy(history: History, studyKey: number): number {
  return (
    history.get<{ n: number }>(
      `SELECT count(*) AS n FROM series CROSS JOIN measurement ON measurement.series_key = series.key
       WHERE series.study_key = ?`,
      [studyKey],
    )?.n ?? 0
  );
}

/** Removes those of them that are there; how many that were. */
export function removeMeasurements(history: History, ids: readonly string[]): number {
  return history.write(() =>
    ids.reduce((sum, id) => sum + history.run('DELETE FROM measurement WHERE id = ?', [id]).changes, 0),
  );
}

function toMeasurement(row: unknown): KeptMeasurement {
  const { points, normal, figures, ...rest } = rowSchema.parse(row);
  const [places, plane, said]: unknown[] = [points, normal, figures].map((text) => JSON.parse(text));
  return keptMeasurementSchema.parse({ ...rest, points: places, normal: plane, figures: said });
}
