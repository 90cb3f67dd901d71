import { byteOrderMark, csvLine, measuredNames } from '../../../contract/index.ts';
import type { KeptMeasurement, RouteOutput } from '../../../contract/index.ts';

/** Of what the files tell whose measurements they are. */
type Study = Pick<RouteOutput<'studies.get'>, 'PatientID' | 'StudyInstanceUID' | 'StudyDate'>;

/** Measurements as a table, one a row: what each says, with its unit beside it, and where it was drawn. */
export function measurementsAsCsv(study: Study, kept: readonly KeptMeasurement[]): string {
  const header = [
    'PatientID',
    'StudyDate',
    'StudyInstanceUID',
    'SeriesInstanceUID',
    'SOPInstanceUID',
    'InstanceNumber',
    'frame',
    'kind',
    ...measuredNames.flatMap((name) => [name, `${name}_unit`]),
    'points',
    'changed_at',
    'id',
  ];
  const rows = kept.map((one) => [
    study.PatientID,
    study.StudyDate,
    study.StudyInstanceUID,
    one.SeriesInstanceUID,
    one.SOPInstanceUID,
    one.InstanceNumber,
    one.frame,
    one.kind,
    ...measuredNames.flatMap((name) => {
      const figure = one.figures.find((each) => each.name === name);
      return figure === undefined ? [null, null] : [figure.value, figure.unit];
    }),
    one.points.map((point) => point.join(' ')).join('; '),
    new Date(one.changedAt).toISOString(),
    one.id,
  ]);
  return [byteOrderMark, csvLine(header), ...rows.map(csvLine)].join('');
}

/** The same as JSON. Places are in the patient (LPS, millimetres), or in pixels of an image that lies nowhere. */
export function measurementsAsJson(study: Study, kept: readonly KeptMeasurement[]): string {
  const { PatientID, StudyDate, StudyInstanceUID } = study;
  const measurements = kept.map((one) => ({
    id: one.id,
    SeriesInstanceUID: one.SeriesInstanceUID,
    SOPInstanceUID: one.SOPInstanceUID,
    InstanceNumber: one.InstanceNumber,
    frame: one.frame,
    frameOfReference: one.frameOfReference,
    kind: one.kind,
    points: one.points,
    normal: one.normal,
    figures: one.figures,
    changedAt: new Date(one.changedAt).toISOString(),
  }));
  return `${JSON.stringify({ PatientID, StudyDate, StudyInstanceUID, measurements }, null, 2)}\n`;
}
