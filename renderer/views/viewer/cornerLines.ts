import type { RouteOutput } from '../../../contract/index.ts';
import { formatDicomDate, formatPersonName } from '../../format/index.ts';
import { texts } from '../../texts/index.ts';

/** What the upper corners of a picture say: whose it is, and of which series. */
export function cornerLinesOf(
  study: RouteOutput<'studies.get'>,
  series: string,
): { topLeft: string[]; topRight: string[] } {
  const found = study.series.find(({ id }) => id === series);
  return {
    topLeft: [
      formatPersonName(study.PatientName) || texts.common.noName,
      study.PatientID,
      formatDicomDate(study.StudyDate),
    ],
    topRight: [
      study.StudyDescription,
      found?.SeriesDescription ?? '',
      found === undefined ? '' : texts.viewer.seriesLabel(found.SeriesNumber, found.Modality),
    ],
  };
}
