import type { QueryMatch } from '../../../../contract/index.ts';
import type { Answered, QueryLevel } from './keys.ts';

/** An answer as it is shown. */
export function matchOf(level: QueryLevel, answered: Answered): QueryMatch {
  const text = (keyword: keyof Answered) => (answered[keyword] ?? '').trim();
  const count = level === 'study' ? 'NumberOfStudyRelatedInstances' : 'NumberOfSeriesRelatedInstances';
  return {
    PatientID: text('PatientID'),
    PatientName: text('PatientName'),
    StudyInstanceUID: text('StudyInstanceUID'),
    StudyDate: text('StudyDate'),
    StudyTime: text('StudyTime'),
    StudyDescription: text('StudyDescription'),
    AccessionNumber: text('AccessionNumber'),
    ModalitiesInStudy: text('ModalitiesInStudy')
      .split('\\')
      .filter((modality) => modality !== ''),
    SeriesInstanceUID: text('SeriesInstanceUID'),
    Modality: text('Modality'),
    SeriesNumber: text('SeriesNumber'),
    SeriesDescription: text('SeriesDescription'),
    instanceCount: /^\d{1,9}$/.test(text(count)) ? Number(text(count)) : null,
  };
}
